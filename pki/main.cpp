// vitrine-pki: makes a small private CA and certificates from it, and shows certificates.
// Read next: options.cpp for the command line, authority.hpp for what is done.
#include <exception>
#include <iostream>

#include "authority.hpp"
#include "base/printable.hpp"
#include "dates.hpp"
#include "keys.hpp"
#include "options.hpp"
#include "show.hpp"

namespace vitrine::pki {
namespace {

std::string life(const Made& made) {
  const Time today = now();
  if (made.not_after <= today) return "ended " + distance(made.not_after, today) + " ago";
  if (made.not_before > today) return "good from " + shown(made.not_before) + " to " + shown(made.not_after);
  return "good for " + distance(made.not_after, today);
}

void print(const Made& made) {
  std::cout << "  " << made.certificate.filename().string() << ", " << made.key.filename().string() << ": ";
  for (std::size_t i = 0; i < made.names.size(); ++i) std::cout << (i == 0 ? "" : ", ") << made.names[i];
  std::cout << "; " << shown(made.kind) << "; " << life(made) << '\n';
}

void print(const std::string& title, const Made& made) {
  std::cout << title << " in " << made.certificate.parent_path().string() << ":\n";
  print(made);
}

void print(const MadeAuthority& made) {
  print("Made a CA and a server certificate", made.ca);
  print(made.server);
  std::cout << "Whoever is to believe this CA needs its certificate and nothing else:  " << made.ca.certificate.string()
            << '\n';
}

void run(const NewAuthority& request) { print(init(request)); }

void run(const FirstStart& first) {
  if (const auto made = init_if_missing(first.request)) print(*made);
}

void run(const NewCertificate& request) { print("Made a certificate", issue(request)); }

void run(const Renewal& request) { print("Made a new certificate and key", renew(request)); }

void run(const Show& request) {
  for (const std::string& file : request.files) std::cout << show(request.folder, file);
}

void run(const Print& request) { std::cout << request.text; }

int finish(const std::string& trouble, int code) {
  std::cerr << trouble << '\n';
  return code;
}

}  // namespace
}  // namespace vitrine::pki

int main(int count, char** words) {
  using namespace vitrine::pki;
  try {
    std::visit([](const auto& request) { run(request); }, parse_options(count, words));
    if (!std::cout.flush()) return finish("What I had to say could not be written to standard output.", 1);
    return 0;
  } catch (const UsageError& error) {
    return finish(error.what(), 2);
  } catch (const Error& error) {
    return finish(error.what(), 1);
  } catch (const std::exception& error) {
    return finish("Something went wrong that should not: " + vitrine::base::printable(error.what()), 1);
  }
}
