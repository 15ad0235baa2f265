/// The languages a city can declare.
public enum Language: String, Sendable, CaseIterable {
    case ar, en, tr

    public var isRightToLeft: Bool { self == .ar }
}
