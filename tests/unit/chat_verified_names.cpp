// chat/room with certificates: whose name is whose. Read before: chat_room.cpp.
#include <boost/test/unit_test.hpp>

#include "base/printable.hpp"
#include "chat_scene.hpp"

using namespace tests;
using namespace vitrine;

BOOST_AUTO_TEST_SUITE(chat_verified_names)

BOOST_AUTO_TEST_CASE(a_certificate_gives_the_name_and_the_mark_from_the_start) {
  Scene scene;
  const MemberId bob = scene.enter_as("bob");
  const MemberId ana = scene.enter(Form::plain, "CN=ana", "ana");
  BOOST_TEST(scene.room.name_of(ana) == "ana");
  BOOST_TEST(scene.last(bob) == "-- ana ✔ joined");
  scene.type(ana, "hello");
  BOOST_TEST(scene.last(bob) == "ana ✔: hello");
  scene.type(bob, "/who");
  BOOST_TEST(scene.last(bob) == "server ✔ localhost      you (bob, no certificate)      ana ✔ CN=ana");
}

BOOST_AUTO_TEST_CASE(nobody_takes_a_verified_name_or_one_like_it_and_its_owner_keeps_it) {
  Scene scene;
  const MemberId ana = scene.enter(Form::plain, "CN=ana", "ana");
  const MemberId eve = scene.enter(Form::plain);
  for (const std::string name : {"ana", "ANA"}) {
    scene.type(eve, "/nick " + name);
    BOOST_TEST(scene.last(eve) == "!! \"" + name + "\" is taken, or too like a name that is");
  }
  scene.type(ana, "/nick eve");
  BOOST_TEST(scene.last(ana) == "!! your certificate says who you are: you stay \"ana\"");
  BOOST_TEST(scene.room.name_of(ana) == "ana");
}

BOOST_AUTO_TEST_CASE(a_guest_gives_up_the_name_of_somebody_with_a_certificate_and_is_told_why) {
  Scene scene;
  const MemberId guest = scene.enter_as("Ana");
  const MemberId other = scene.enter_as("bob", Form::json);
  const MemberId ana = scene.enter(Form::plain, "CN=ana", "ana");
  BOOST_TEST(scene.room.name_of(ana) == "ana");
  BOOST_TEST(scene.room.name_of(guest) == "guest-3");
  BOOST_TEST(scene.heard(guest) ==
                 (Lines{"-- Ana is now guest-3",
                        "-- you had a name that somebody with a certificate is called by; /nick finds you another",
                        "-- ana ✔ joined"}),
             boost::test_tools::per_element());
  BOOST_TEST(scene.heard(other).size() == 2U);
  BOOST_TEST(scene.last_json(other).verified);
  scene.type(guest, "/nick carl");
  BOOST_TEST(scene.room.name_of(guest) == "carl");
}

BOOST_AUTO_TEST_CASE(the_same_certificate_twice_is_ana_and_ana_2_both_verified) {
  Scene scene;
  scene.enter(Form::plain, "CN=ana", "ana");
  const MemberId second = scene.enter(Form::plain, "CN=ana", "ana");
  BOOST_TEST(scene.room.name_of(second) == "ana-2");
  scene.type(second, "/who");
  BOOST_TEST(scene.last(second) == "server ✔ localhost      ana ✔ CN=ana      you ✔ CN=ana");
  const MemberId third = scene.enter(Form::plain, "CN=ana", "ana");
  BOOST_TEST(scene.room.name_of(third) == "ana-3");
}

BOOST_AUTO_TEST_CASE(a_second_long_name_is_cut_to_the_length_of_a_name) {
  Scene scene;
  const std::string name = "abcdefghijklmnop";
  scene.enter(Form::plain, "CN=" + name, name);
  BOOST_TEST(scene.room.name_of(scene.enter(Form::plain, "CN=" + name, name)) == "abcdefghijklmn-2");
}

BOOST_AUTO_TEST_CASE(a_certificate_whose_name_is_no_nickname_makes_a_guest_with_an_identity) {
  Scene scene;
  for (const std::string name : {"Ana Mar\xc3\xad"
                                 "a",
                                 "server", "", "a\nb", "\x1b[31m", "seventeen-letters"}) {
    const MemberId guest = scene.enter(Form::plain, "CN=" + name, name);
    BOOST_TEST(scene.room.name_of(guest).starts_with("guest-"));
    scene.type(guest, "/who");
    BOOST_TEST(scene.last(guest).find("you ✔ CN=" + base::printable(name)) != std::string::npos, scene.last(guest));
    scene.type(guest, "/nick free");
    BOOST_TEST(scene.room.name_of(guest).starts_with("guest-"));
    scene.go(guest);
  }
}

BOOST_AUTO_TEST_CASE(a_certificate_cannot_put_somebody_else_into_the_list_of_people) {
  Scene scene;
  const MemberId eve = scene.enter(Form::plain, "CN=eve      root ✔ CN=root", "eve      root ✔ CN=root");
  scene.type(eve, "/who");
  BOOST_TEST(scene.last(eve) == "server ✔ localhost      you ✔ CN=eve root ✔ CN=root");
}

BOOST_AUTO_TEST_SUITE_END()
