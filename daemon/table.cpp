// Between two threads everything is posted, and keeps its order; on one and the same only answers are. Read before:
// table.hpp.
#include "table.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "hall.hpp"

namespace vitrine::daemon {

namespace asio = boost::asio;

void Receipt::table_is_done() {
  if (missing_.fetch_sub(1) == 1) asker_.table->answer(asker_.session);
}

void Table::enter(std::uint64_t session, Guest& guest, const chat::Newcomer& newcomer) {
  guests_.emplace(session, &guest);
  ask(session, [newcomer](Hall& hall, Seat seat) { hall.enter(seat, newcomer); });
}

void Table::hear(std::uint64_t session, std::vector<chat::Command> commands) {
  ask(session, [said = std::move(commands)](Hall& hall, Seat seat) { hall.hear(seat, said); });
}

void Table::leave(std::uint64_t session, std::string_view reason) {
  ask(session, [words = std::string(reason)](Hall& hall, Seat seat) { hall.leave(seat, words); });
}

// An exception is the guest's affair: it must not end the thread of the hall.
void Table::ask(std::uint64_t session, std::function<void(Hall&, Seat)> question) {
  asio::dispatch(threads_.hall, [this, session, question = std::move(question)] {
    try {
      question(hall_, {this, session});
    } catch (...) {
      answer(session, std::current_exception());
    }
  });
}

void Table::deliver(Letters letters, std::shared_ptr<Receipt> receipt) {
  asio::dispatch(threads_.table, [this, letters = std::move(letters), receipt = std::move(receipt)] {
    for (const Letter& letter : letters) hand_over(letter);
    if (receipt) receipt->table_is_done();
  });
}

// An exception ends this guest's visit, and neither the thread nor what the others are to hear.
void Table::hand_over(const Letter& letter) {
  const auto guest = guests_.find(letter.to);
  if (guest == guests_.end()) return;
  try {
    guest->second->deliver(letter.line);
  } catch (...) {
    guest->second->undeliverable(std::current_exception());
  }
}

// Posted in any case: the others' turn to send comes before the asker's to say more.
void Table::answer(std::uint64_t session, std::exception_ptr trouble) {
  asio::post(threads_.table, [this, session, trouble = std::move(trouble)] {
    if (const auto guest = guests_.find(session); guest != guests_.end()) guest->second->answered(trouble);
  });
}

}  // namespace vitrine::daemon
