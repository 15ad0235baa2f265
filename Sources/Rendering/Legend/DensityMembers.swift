internal import TabaqaFeatureModel

/// How a density was made, as members of the JSON documents that carry it: the legend and the cells.
enum DensityMembers {
    /// Instants are UTC, `period` is an ISO 8601 interval with `..` for an open end, lengths are metres on
    /// the ground.
    static func write(_ grid: Released<DensityGrid>, to json: inout JSONText) {
        let description = grid.value.description
        json.member("audience", grid.audience.rawValue)
        json.member("unit", description.unit)
        json.member("kernel", description.kernel.rawValue)
        json.member("bandwidthMeters", description.bandwidth)
        json.member("weight", description.weight)
        json.member("weightUnit", description.weightUnit)
        json.member("perYear", description.isPerYear)
        json.member("years", description.years)
        json.member("period", description.period.map(PeriodText.iso))
        json.member("filter", description.filterText)
        json.member("used", description.used)
        json.member("weightSum", description.weightSum)
        json.member("leftOut") { json in
            json.array(description.leftOut) { entry, json in
                json.object { json in
                    json.member("reason", entry.reason)
                    json.member("count", entry.count)
                }
            }
        }
        json.member("leftOutTotal", description.leftOut.reduce(0) { $0 + $1.count })
        json.member("suppressedCells", description.suppressedCells)
        json.member("newestRecord", description.newestRecord.map(InstantText.utc))
        json.member("revision", Int(description.revision))
        json.member("cellAreaKm2", description.cellArea)
        json.member("crs", grid.value.frame.crs.definition)
        json.member("greatest", Double(grid.value.maximum))
    }
}
