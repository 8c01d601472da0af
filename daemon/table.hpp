// The guests of one thread. They speak to the hall, which may be on another, through their table, and what they hear
// comes in bundles, one for each table. Read before: hall.hpp. Read next: room_conversation.hpp, the usual Guest.
#pragma once
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "chat/room.hpp"

namespace vitrine::daemon {

class Hall;
class Table;

/// Where somebody sits: at the table of the thread, under the number of the session.
struct Seat {
  Table* table = nullptr;
  std::uint64_t session = 0;
  auto operator<=>(const Seat&) const = default;
};

struct Letter {
  std::uint64_t to;
  chat::SharedLine line;
};
using Letters = std::vector<Letter>;

/// Somebody who is in the room over a connection. Called on the thread of its table alone.
class Guest {
 public:
  Guest() = default;
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;
  virtual ~Guest() = default;
  virtual void deliver(chat::SharedLine line) = 0;
  /// deliver() threw this: the guest cannot stay.
  virtual void undeliverable(std::exception_ptr trouble) = 0;
  /// What it said last has reached everybody, or could not be heard.
  virtual void answered(std::exception_ptr trouble) = 0;
};

/// Who said something hears of it when all tables have what follows: so a guest has few lines under way, however fast
/// it talks, and no thread can fall behind without end.
class Receipt {
 public:
  Receipt(std::size_t tables, Seat asker) : missing_(tables), asker_(asker) {}
  void table_is_done();

 private:
  std::atomic<std::size_t> missing_;
  Seat asker_;
};

class Table {
 public:
  using Executor = boost::asio::io_context::executor_type;
  struct Threads {
    Executor hall;
    Executor table;
  };
  /// The hall outlives it.
  Table(Hall& hall, Threads threads) : hall_(hall), threads_(std::move(threads)) {}
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  // For guests. All three are answered, later.
  void enter(std::uint64_t session, Guest& guest, const chat::Newcomer& newcomer);
  void hear(std::uint64_t session, std::vector<chat::Command> commands);
  void leave(std::uint64_t session, std::string_view reason);
  /// The guest gets nothing more, and may end.
  void forget(std::uint64_t session) { guests_.erase(session); }

  // For the hall, from its thread.
  void deliver(Letters letters, std::shared_ptr<Receipt> receipt);
  void answer(std::uint64_t session, std::exception_ptr trouble = nullptr);

 private:
  void ask(std::uint64_t session, std::function<void(Hall&, Seat)> question);
  void hand_over(const Letter& letter);

  Hall& hall_;
  Threads threads_;
  std::map<std::uint64_t, Guest*> guests_;
};

}  // namespace vitrine::daemon
