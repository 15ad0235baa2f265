/// What is suspicious about a stored row. A flagged row is kept and said, never silently dropped.
public struct FeatureFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The place is longitude 0, latitude 0.
    public static let nullIsland = FeatureFlags(rawValue: 1 << 0)
    /// Longitude and latitude look exchanged: the place lies in the city only when swapped.
    public static let swappedAxes = FeatureFlags(rawValue: 1 << 1)
    /// Both coordinates are whole degrees: rounded, not measured.
    public static let wholeDegrees = FeatureFlags(rawValue: 1 << 2)
    /// Outside the boundary layer named by the rule.
    public static let outsideBoundary = FeatureFlags(rawValue: 1 << 3)
    /// Equal in place and every value to an earlier row of the same import.
    public static let exactDuplicate = FeatureFlags(rawValue: 1 << 4)
    /// The polygon was invalid and was repaired.
    public static let repairedGeometry = FeatureFlags(rawValue: 1 << 5)
    /// Repair changed the polygon's area by more than 1 %.
    public static let areaChanged = FeatureFlags(rawValue: 1 << 6)
    /// Near another event in space and time (rule `duplicateWithin`).
    public static let nearDuplicate = FeatureFlags(rawValue: 1 << 7)
    /// The place is impossible or far outside the declared CRS's area of use: wrongly projected data.
    public static let implausiblePlace = FeatureFlags(rawValue: 1 << 8)

    /// Flags that make the place itself unreliable: such rows stay out of density and joins.
    public static let suspectPlace: FeatureFlags = [
        .nullIsland, .swappedAxes, .wholeDegrees, .implausiblePlace,
    ]

    /// The stable names used in reports and JSON, in bit order.
    public static let names: [(flag: FeatureFlags, name: String)] = [
        (.nullIsland, "null-island"), (.swappedAxes, "swapped-axes"), (.wholeDegrees, "whole-degrees"),
        (.outsideBoundary, "outside-boundary"), (.exactDuplicate, "exact-duplicate"),
        (.repairedGeometry, "repaired-geometry"), (.areaChanged, "area-changed"),
        (.nearDuplicate, "near-duplicate"), (.implausiblePlace, "implausible-place"),
    ]

    /// The names of the flags that are set.
    public var names: [String] { Self.names.filter { contains($0.flag) }.map(\.name) }
}
