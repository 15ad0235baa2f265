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

    /// The event's time is in the future, or too long before it was received.
    public static let implausibleTime = FeatureFlags(rawValue: 1 << 9)
    /// The position is less accurate than the layer's rule asks.
    public static let poorAccuracy = FeatureFlags(rawValue: 1 << 10)
    /// The position has accuracy 0: set on a map or by a mock provider, not measured.
    public static let placedByHand = FeatureFlags(rawValue: 1 << 11)
    /// What was sent as geometry is none; the submission keeps it, the row has no place.
    public static let unusableGeometry = FeatureFlags(rawValue: 1 << 12)
    /// Places of one observation disagree: form, device, photo.
    public static let placesDisagree = FeatureFlags(rawValue: 1 << 13)
    /// A value broke its property's rule; the submission keeps it, the row has none.
    public static let unusableValue = FeatureFlags(rawValue: 1 << 14)

    /// The review states that are not approved: see `ReviewState`.
    public static let received = FeatureFlags(rawValue: 1 << 16)
    public static let hasIssues = FeatureFlags(rawValue: 1 << 17)
    public static let edited = FeatureFlags(rawValue: 1 << 18)
    public static let rejected = FeatureFlags(rawValue: 1 << 19)
    public static let review: FeatureFlags = [.received, .hasIssues, .edited, .rejected]

    /// What is suspicious about the row, whatever its review state.
    public var quality: FeatureFlags { subtracting(.review) }

    /// Flags that make the place itself unreliable: such rows stay out of density and joins.
    public static let suspectPlace: FeatureFlags = [
        .nullIsland, .swappedAxes, .wholeDegrees, .implausiblePlace,
    ]

    /// The stable names used in reports and JSON, in bit order; review states are no findings and have none.
    public static let names: [(flag: FeatureFlags, name: String)] = [
        (.nullIsland, "null-island"), (.swappedAxes, "swapped-axes"), (.wholeDegrees, "whole-degrees"),
        (.outsideBoundary, "outside-boundary"), (.exactDuplicate, "exact-duplicate"),
        (.repairedGeometry, "repaired-geometry"), (.areaChanged, "area-changed"),
        (.nearDuplicate, "near-duplicate"), (.implausiblePlace, "implausible-place"),
        (.implausibleTime, "implausible-time"), (.poorAccuracy, "poor-accuracy"),
        (.placedByHand, "placed-by-hand"), (.unusableGeometry, "unusable-geometry"),
        (.placesDisagree, "places-disagree"), (.unusableValue, "unusable-value"),
    ]

    /// The names of the flags that are set.
    public var names: [String] { Self.names.filter { contains($0.flag) }.map(\.name) }
}
