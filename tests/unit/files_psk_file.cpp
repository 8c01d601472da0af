// Keys from elsewhere: what a file of them may say, and what is wrong with one, by line.
#include "files/psk_file.hpp"

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "base/hex.hpp"
#include "files/secret_file.hpp"
#include "support/endpoints.hpp"
#include "tls/psk_importer.hpp"
#include "unit/folder.hpp"

using namespace tests;
using namespace vitrine;

namespace {

const std::string key = "00112233445566778899aabbccddeeff";
const std::string other_key = "ffeeddccbbaa99887766554433221100";

struct Fixture {
  Folder folder;
  std::filesystem::path path = folder.path() / "keys";

  std::vector<std::shared_ptr<const tls::ExternalPsk>> read(const std::string& text) const {
    std::ofstream(path) << text;
    chmod(path.c_str(), 0600);
    return files::read_psk_file(path);
  }

  /// The words for a file that cannot be used.
  std::string refusal(const std::string& text) const {
    try {
      read(text);
      return "";
    } catch (const files::Unusable& error) {
      return error.what();
    }
  }

  bool refused(const std::string& text, const std::string& words) const {
    const std::string found = refusal(text);
    BOOST_TEST_INFO(found);
    return found.find(words) != std::string::npos;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(files_psk_file, Fixture)

BOOST_AUTO_TEST_CASE(an_external_key_is_used_as_it_is) {
  const auto psks = read("external ana " + key + "\nexternal bob " + other_key + " sha384\n");
  BOOST_REQUIRE(psks.size() == 2U);
  BOOST_TEST(base::text_of(psks[0]->identity) == "ana");
  BOOST_TEST(base::to_hex(psks[0]->key.expose()) == key);
  BOOST_TEST((psks[0]->hash == crypto::Hash::sha256 && psks[0]->kind == tls::PskKind::external));
  BOOST_TEST((psks[1]->hash == crypto::Hash::sha384));
}

BOOST_AUTO_TEST_CASE(an_imported_key_becomes_one_for_each_hash_and_is_not_used_itself) {
  const auto psks = read("imported ana " + key + " chat\n");
  BOOST_REQUIRE(psks.size() == 2U);
  for (const auto& psk : psks) {
    BOOST_TEST((psk->kind == tls::PskKind::imported));
    BOOST_TEST(base::to_hex(psk->key.expose()) != key);
    BOOST_TEST(tls::given_identity(psk->kind, psk->identity) == "ana");
  }
  BOOST_TEST(base::to_hex(read("imported ana " + key + "\n").front()->key.expose()) !=
             base::to_hex(psks.front()->key.expose()));
}

BOOST_AUTO_TEST_CASE(comments_blanks_and_a_missing_last_line_end_do_not_matter) {
  BOOST_TEST(read("# keys\n\n  \t\n external\tana  " + key + "  # hers\r\n").size() == 1U);
  BOOST_TEST(read("external ana " + key).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_line_that_is_not_understood_is_named) {
  const std::string good = "# a comment\nexternal ana " + key + "\n";
  for (const auto& [line, words] : std::vector<std::pair<std::string, std::string>>{
           {"secret bob " + other_key, "neither with \"external\" nor with \"imported\""},
           {"external", "the identity is missing"},
           {"external bob", "the key is missing"},
           {"external bob xyz", "not in hexadecimal"},
           {"external bob 001", "not in hexadecimal"},
           {"external bob 0011", "at least 16 bytes"},
           {"external bob " + std::string(64, '0'), "not zeros alone"},
           {"external bob " + other_key + " sha512", "only \"sha384\""},
           {"external bob " + other_key + " sha384 more", "more words"},
           {"imported bob " + other_key + " context more", "more words"},
           {"external ana " + other_key, "was there before"},
       }) {
    BOOST_TEST(refused(good + line, "line 3 of the keys in "), line);
    BOOST_TEST(refused(good + line, words), line);
  }
}

BOOST_AUTO_TEST_CASE(a_key_that_is_imported_is_used_in_no_other_way) {
  BOOST_TEST(refused("external ana " + key + "\nimported bob " + key + "\n", "used in no other way"));
  BOOST_TEST(refused("imported ana " + key + "\nexternal bob " + key + "\n", "used in no other way"));
  BOOST_TEST(refusal("imported ana " + key + "\nimported ana " + key + " elsewhere\n").empty());
}

BOOST_AUTO_TEST_CASE(no_words_about_a_bad_line_show_a_key) {
  BOOST_TEST(refusal("external ana " + key + " sha512\n").find(key) == std::string::npos);
  BOOST_TEST(refusal("external ana " + key + "zz\n").find(key) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_without_a_key_or_that_others_can_read_is_refused) {
  BOOST_TEST(refused("# nothing yet\n", "There is no key in "));
  read("external ana " + key + "\n");
  chmod(path.c_str(), 0640);
  BOOST_CHECK_THROW(files::read_psk_file(path), files::Unusable);
}

BOOST_AUTO_TEST_SUITE_END()
