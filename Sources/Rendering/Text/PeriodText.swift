internal import TabaqaFeatureModel

/// A period as ISO 8601 writes intervals, an open end as `..`.
enum PeriodText {
    static func iso(_ period: TimeInterval) -> String {
        let start = period.start.map(InstantText.utc) ?? ".."
        let end = period.end.map(InstantText.utc) ?? ".."
        return "\(start)/\(end)"
    }
}
