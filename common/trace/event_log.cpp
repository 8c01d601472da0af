// See event_log.hpp.
#include "trace/event_log.hpp"

namespace vitrine::trace {

Recording::Beginning event_log_beginning(std::string_view program,
                                         std::chrono::sys_time<std::chrono::microseconds> began) {
  return {base::copy_of(base::view_of(events_header(program, began) + "\n")), events_mark.size()};
}

void EventLog::on(const tls::Event& event) {
  const EventContext context{options_.elapsed(), options_.session, options_.role};
  file_.append(base::view_of(event_json(event, context) + "\n"));
}

}  // namespace vitrine::trace
