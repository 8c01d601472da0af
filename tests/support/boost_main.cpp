// The main() of every Boost.Test executable, and its report in TAP (Test Anything Protocol) on standard output: one
// line for each case, so that Meson counts cases, not executables. Boost's own log goes to standard error
// (tests/meson.build).
#define BOOST_TEST_MODULE vitrine
#include <boost/test/results_collector.hpp>
#include <boost/test/unit_test.hpp>

#include <iostream>
#include <string>

namespace {

namespace ut = boost::unit_test;

class TapReport : public ut::test_observer {
 public:
  void test_finish() override { std::cout << "1.." << count_ << std::endl; }

  void test_unit_finish(const ut::test_unit& unit, unsigned long) override {
    if (unit.p_type == ut::TUT_CASE)
      line(ut::results_collector.results(unit.p_id).passed() ? "ok" : "not ok", unit, "");
  }
  void test_unit_skipped(const ut::test_unit& unit, ut::const_string reason) override {
    if (unit.p_type == ut::TUT_CASE && unit.is_enabled())
      line("ok", unit, " # SKIP " + std::string(reason.begin(), reason.end()));
  }
  int priority() override { return 100; }  // after the collector of results

 private:
  void line(const char* verdict, const ut::test_unit& unit, const std::string& directive) {
    std::cout << verdict << ' ' << ++count_ << " - " << unit.full_name() << directive << std::endl;
  }

  unsigned count_ = 0;
};

struct ReportInTap {
  ReportInTap() {
    static TapReport report;  // younger than the framework, so gone before it
    ut::framework::register_observer(report);
  }
};

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(ReportInTap);
