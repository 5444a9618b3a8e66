// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "evpickup/model/catalog.hpp"

namespace evpickup::model {

namespace {

using Place = std::function<base::SourcePlace(std::string_view)>;

/// A key that counts only together with another one.
struct Partner {
  std::string key;
  bool given = false;
};

/// Two keys that mean nothing without one another: an amount that nobody pays would pass unseen.
void need_both(const std::string& section, const Partner& one, const Partner& other,
               const Place& place, base::Diagnostics& findings) {
  if (one.given == other.given) return;
  const Partner& there = one.given ? one : other;
  const Partner& absent = one.given ? other : one;
  const std::string path = section + "." + there.key;
  findings.error(place(path), path, fmt::format("it counts only together with {}", absent.key),
                 fmt::format("give {}.{} too, or leave both out", section, absent.key));
}

void check_lines(const CostSettings& cost, const Place& place, base::Diagnostics& findings) {
  for (const auto& [name, line] : cost.lines) {
    const std::string section = "cost.lines." + name;
    need_both(section, {"per_event", line.per_event.has_value()}, {"every", line.every.has_value()},
              place, findings);
    if (!line.once.has_value() && !line.per_year.has_value() && !line.per_km.has_value() &&
        !line.per_event.has_value() && !line.every.has_value())
      findings.error(place(section), section, "the line has no cost",
                     "give once, per_year, per_km, or per_event with every");
  }
}

void check_lease(const Lease& lease, const Place& place, base::Diagnostics& findings) {
  need_both("cost.lease", {"distance", lease.distance.has_value()},
            {"excess", lease.excess.has_value()}, place, findings);
}

void check_business(const Business& business, const Place& place, base::Diagnostics& findings) {
  need_both("cost.business", {"tax_rate", business.tax_rate.has_value()},
            {"write_off", business.write_off.has_value()}, place, findings);
  need_both("cost.business", {"demand", business.demand.has_value()},
            {"demand_charge_per_kw", business.demand_charge_per_kw.has_value()}, place, findings);
}

void check_downtime(const Downtime& downtime, const Place& place, base::Diagnostics& findings) {
  need_both("cost.downtime", {"tyre_change", downtime.tyre_change.has_value()},
            {"tyre_life", downtime.tyre_life.has_value()}, place, findings);
  const bool in_workshop = downtime.planned.has_value() || downtime.tyre_change.has_value() ||
                           downtime.unplanned_by_age.has_value();
  const bool refuels = downtime.refuelling_by_age.has_value();
  const bool priced = downtime.opportunity.has_value() || downtime.labour.has_value();
  if ((in_workshop && !downtime.opportunity.has_value()) || (refuels && !priced))
    findings.error(place("cost.downtime"), "cost.downtime", "its hours have no price",
                   "give opportunity, and for the driver's wage labour");
  if (priced && !in_workshop && !refuels)
    findings.error(place("cost.downtime"), "cost.downtime", "its prices have no hours",
                   "give planned, unplanned_by_age, tyre_change with tyre_life, or "
                   "refuelling_by_age");
}

}  // namespace

void check_cost(const Scenario& scenario, const Place& place, base::Diagnostics& findings) {
  const CostSettings& cost = scenario.cost;
  const ChargingShares& charging = scenario.duty.charging;
  need_both("duty.charging", {"home_from", charging.home_from.has_value()},
            {"home_to", charging.home_to.has_value()}, place, findings);
  if (cost.battery.fade.has_value() && *cost.battery.law != Ageing::automatic &&
      *cost.battery.law != Ageing::linear)
    findings.error(place("cost.battery.fade"), "cost.battery.fade",
                   "only the linear law fades by it", "leave out either law or fade");
  if (*cost.extra_trips && *cost.payload_penalty > 1.0)
    findings.error(place("cost.payload_penalty"), "cost.payload_penalty",
                   "extra_trips counts the same lost payload", "leave out one of the two");
  if (cost.loan && cost.lease)
    findings.error(place("cost.lease"), "cost.lease",
                   "a truck is either paid for by a loan or leased, not both",
                   "leave out [cost.loan] or [cost.lease]");
  check_lines(cost, place, findings);
  if (cost.lease) check_lease(*cost.lease, place, findings);
  if (cost.business) check_business(*cost.business, place, findings);
  if (cost.downtime) check_downtime(*cost.downtime, place, findings);
}

}  // namespace evpickup::model
