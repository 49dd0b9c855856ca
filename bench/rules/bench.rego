# The twenty rules of bench.rule.
package bench

import rego.v1

last := input.period.last_year

base := format_int(input.period.base_year, 10)

target := format_int(last, 10)

industry[i.id] := i if some i in input.industries

series[k.id] := k.series if some k in input.indicators

ends(m) if m.action in {"close", "phase_out"}

at(list, key) := concat("", [list, "[", key, "]"])

found contains ["few-priorities", ""] if count(input.priorities) > 8

found contains ["endings-choose-their-plants", at("measures", m.id)] if {
	some m in input.measures
	ends(m)
	not m.coverage in {"by_criteria", "named"}
}

found contains ["criteria-are-given", at("measures", m.id)] if {
	some m in input.measures
	ends(m)
	m.coverage == "by_criteria"
	not m.criteria
}

found contains ["measures-end-after-they-start", at("measures", m.id)] if {
	some m in input.measures
	m.end < m.start
}

found contains ["measures-end-with-the-plan", at("measures", m.id)] if {
	some m in input.measures
	m.end > last
}

upgraded contains id if {
	some m in input.measures
	m.action in {"upgrade", "support", "research"}
	some id in m.targets
}

found contains ["upgrades-have-a-measure", at("industries", i.id)] if {
	some i in input.industries
	i.strategy == "upgrade"
	not i.id in upgraded
}

demanded contains id if {
	some m in input.measures
	m.side == "demand"
	some id in m.targets
}

found contains ["pillars-have-demand", at("industries", i.id)] if {
	some i in input.industries
	"pillar" in i.roles
	not i.id in demanded
}

found contains ["value-added-is-within-output", at("industries", i.id)] if {
	some i in input.industries
	i.value_added[base] > i.output[base]
}

found contains ["grants-are-a-part", ""] if {
	all := sum([m.budget | some m in input.measures])
	grants := sum([m.budget | some m in input.measures; m.instrument == "grant"])
	grants * 100 > all * 40
}

found contains ["funds-add-up", at("projects", p.id)] if {
	some p in input.projects
	sum([f.amount | some f in p.funds]) != p.investment
}

strong(p) if {
	some id in p.industries
	industry[id].location_quotient >= 1
}

found contains ["priorities-rest-on-strengths", at("priorities", p.id)] if {
	some p in input.priorities
	not strong(p)
}

found contains ["manufacturing-keeps-its-share", ""] if {
	s := series.manufacturing_share
	s[target] < s[base] - 1
}

found contains ["energy-per-product-falls", ""] if {
	s := series.energy_intensity
	s[target] >= s[base]
}

found contains ["metals-are-listed", at("industries", i.id)] if {
	some i in input.industries
	startswith(i.code, "24")
	not i.energy_intensive
}

found contains ["the-future-is-of-high-technology", at("industries", i.id)] if {
	some i in input.industries
	"future" in i.roles
	not i.technology_tier in {"high", "leading"}
}

found contains ["critical-links-hold", at("links", l.id)] if {
	some l in input.links
	l.critical
	l.reserve < 15
	count(l.alternatives) < 1
}

found contains ["projects-are-of-what-stays", at("projects", p.id)] if {
	some p in input.projects
	industry[p.industry].strategy == "phase_out"
}

found contains ["demand-has-its-measures", ""] if {
	count([m.id | some m in input.measures; m.side == "demand"]) < 3
}

found contains ["closures-spare-pillars", at("measures", m.id)] if {
	some m in input.measures
	m.action == "close"
	some id in m.targets
	"pillar" in industry[id].roles
}

found contains ["jobs-come-back", ""] if {
	added := sum([p.jobs_added | some p in input.projects])
	lost := sum([m.jobs_lost | some m in input.measures; ends(m)])
	added < lost
}
