/// How far a layer or a property may travel, least guarded first.
public enum Sensitivity: String, Sendable, CaseIterable, Comparable {
    case `public`, `internal`, restricted, secret

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 3 }

    public static func < (left: Sensitivity, right: Sensitivity) -> Bool { left.rank < right.rank }
}
