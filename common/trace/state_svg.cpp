// State machines as SVG: a box for each state in a column, arrows down and along the side. Sizes are pixels.
// Read before: state_pictures.hpp, state_layout.hpp.
#include "trace/state_layout.hpp"
#include "trace/state_pictures.hpp"

namespace vitrine::trace {
namespace {

constexpr std::size_t margin = 20;
constexpr std::size_t title_height = 30;
constexpr std::size_t box_width = 140;
constexpr std::size_t box_height = 26;
constexpr std::size_t pitch = 58;  // from one state to the next
constexpr std::size_t lane_pitch = 20;
constexpr std::size_t letter = 7;  // of a label, with some room
constexpr std::size_t right_side = margin + box_width;

constexpr std::string_view look = R"(<style>
  .ground { fill: #ffffff }
  .box { fill: #eef3fa; stroke: #4a6a94 }
  .arrow { fill: none; stroke: #4a6a94; stroke-width: 1.3; marker-end: url(#head) }
  #head path { fill: #4a6a94 }
  text { font-family: ui-monospace, Consolas, monospace; font-size: 11px; fill: #24292f }
  .state { font-size: 12px; text-anchor: middle }
  .title { font-size: 14px; font-weight: bold }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 }
    .box { fill: #1b2533; stroke: #7ea6d8 }
    .arrow { stroke: #7ea6d8 }
    #head path { fill: #7ea6d8 }
    text { fill: #e6edf3 }
  }
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">
  <path d="M0 0L8 4L0 8z"/></marker></defs>
)";

/// name="12"
std::string attribute(std::string_view name, std::size_t value) {
  return " " + std::string(name) + "=\"" + std::to_string(value) + '"';
}

struct Point {
  std::size_t x;
  std::size_t y;
};

std::string text(std::string_view of_class, Point at, std::string_view words) {
  if (words.empty()) return "";
  return "<text class=\"" + std::string(of_class) + '"' + attribute("x", at.x) + attribute("y", at.y) + '>' +
         std::string(words) + "</text>\n";
}

class Picture {
 public:
  explicit Picture(tls::Role role) : role_(role), layout_(tls::transitions(role)) {
    for (const StateArrow& arrow : layout_.arrows) lane_ = std::max(lane_, label_of(arrow).size() * letter);
    lane_ += right_side + 20;
  }

  std::size_t width() const { return lane_ + layout_.lanes * lane_pitch + margin; }
  std::size_t height() const { return margin + title_height + layout_.states.size() * pitch; }

  std::string body() const {
    std::string all = text("title", {margin, margin + 12}, role_ == tls::Role::client ? "client" : "server");
    for (std::size_t i = 0; i < layout_.states.size(); ++i) {
      all += "<rect class=\"box\"" + attribute("x", margin) + attribute("y", top(i)) + attribute("width", box_width) +
             attribute("height", box_height) + " rx=\"6\"/>\n" +
             text("state", {margin + box_width / 2, top(i) + 17}, layout_.states[i]);
    }
    for (const StateArrow& arrow : layout_.arrows) all += drawn(arrow);
    return all;
  }

 private:
  static std::size_t top(std::size_t state) { return margin + title_height + state * pitch; }

  std::string drawn(const StateArrow& arrow) const {
    if (arrow.stays()) return loop(arrow);
    return arrow.goes_down() ? down(arrow) : round(arrow);
  }

  static std::string down(const StateArrow& arrow) {
    const std::size_t x = margin + box_width / 2;
    const std::size_t from = top(arrow.from) + box_height;
    return path("M" + pair({x, from}) + "V" + std::to_string(top(arrow.to))) +
           text("label", {x + 8, from + 20}, label_of(arrow));
  }

  /// Out low, in high, so that the two of a state do not touch.
  std::string round(const StateArrow& arrow) const {
    const Point from{right_side, top(arrow.from) + box_height - 6};
    const std::size_t lane = lane_ + arrow.lane * lane_pitch;
    return path("M" + pair(from) + "H" + std::to_string(lane) + "V" + std::to_string(top(arrow.to) + 8) + "H" +
                std::to_string(right_side)) +
           text("label", {from.x + 8, from.y + 12}, label_of(arrow));
  }

  static std::string loop(const StateArrow& arrow) {
    const Point from{right_side, top(arrow.from) + box_height - 6};
    return path("M" + pair(from) + "h14v-12h-14") + text("label", {from.x + 22, from.y - 2}, label_of(arrow));
  }

  static std::string pair(Point at) { return std::to_string(at.x) + " " + std::to_string(at.y); }
  static std::string path(const std::string& steps) { return "<path class=\"arrow\" d=\"" + steps + "\"/>\n"; }

  tls::Role role_;
  StateLayout layout_;
  std::size_t lane_ = 0;  // where the innermost is
};

}  // namespace

std::string svg_of(const Roles& roles) {
  std::string bodies;
  std::size_t width = 0;
  std::size_t height = 0;
  for (const tls::Role role : roles) {
    const Picture picture(role);
    bodies += "<g transform=\"translate(" + std::to_string(width) + " 0)\">\n" + picture.body() + "</g>\n";
    width += picture.width();
    height = std::max(height, picture.height());
  }
  const std::string size = attribute("width", width) + attribute("height", height);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\"" + size + ">\n" + std::string(look) + "<rect class=\"ground\"" +
         size + " rx=\"8\"/>\n" + bodies + "</svg>\n";
}

}  // namespace vitrine::trace
