/// An ISO 8601 duration (`P1D`, `PT10M`, `P1M`), kept in its calendar parts.
public struct ISODuration: Hashable, Sendable, CustomStringConvertible {
    public var years = 0
    public var months = 0
    public var days = 0
    public var seconds = 0

    /// Nil when `text` is not a duration with at least one part.
    public init?(_ text: String) {
        guard text.hasPrefix("P"), !text.hasSuffix("T"), text.count <= 32 else { return nil }
        var inTime = false
        var digits = ""
        var parts = 0
        for character in text.dropFirst() {
            if character == "T" {
                guard !inTime, digits.isEmpty else { return nil }
                inTime = true
            } else if character.isASCII, character.isNumber {
                digits.append(character)
            } else {
                guard let value = Int(digits), value < 100_000 else { return nil }
                switch (character, inTime) {
                case ("Y", false): years = value
                case ("M", false): months = value
                case ("W", false): days += 7 * value
                case ("D", false): days += value
                case ("H", true): seconds += 3600 * value
                case ("M", true): seconds += 60 * value
                case ("S", true): seconds += value
                default: return nil
                }
                digits = ""
                parts += 1
            }
        }
        guard digits.isEmpty, parts > 0 else { return nil }
        description = text
    }

    public let description: String

    /// The length in milliseconds, a month taken as 30.436875 days and a year as 365.2425.
    public var nominalMilliseconds: Int64 {
        Int64((Double(years) * 365.2425 + Double(months) * 30.436875 + Double(days)) * 86_400_000)
            + Int64(seconds) * 1000
    }
}
