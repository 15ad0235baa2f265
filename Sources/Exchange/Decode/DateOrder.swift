public import TabaqaFeatureModel

/// A manner of writing dates that an import may meet.
public enum DateOrder: String, Sendable, CaseIterable {
    /// `2026-01-31`, `2026/01/31`, with or without a time.
    case iso
    /// `31.1.2026`.
    case dotted = "d.m.y"
    /// `31/1/2026` or `31-1-2026`.
    case dayFirst = "d/m/y"
    /// `1/31/2026` or `1-31-2026`.
    case monthFirst = "m/d/y"

    /// What can only mean one thing: tried when nothing is said.
    public static let unmistakable: [DateOrder] = [.iso, .dotted]

    /// The orders of a list such as `d.m.y,iso`, as `--dates` takes it.
    ///
    /// - Throws: `option.invalid` naming the orders there are.
    public static func list(option: String) throws(Fault) -> [DateOrder] {
        var orders: [DateOrder] = []
        for part in option.split(separator: ",") {
            let name = part.lowercased().filter { !$0.isWhitespace }
            let plain = ["d-m-y": "d/m/y", "m-d-y": "m/d/y", "y-m-d": "iso", "y/m/d": "iso"][name] ?? name
            guard let order = DateOrder(rawValue: plain) else {
                throw Fault(
                    .optionInvalid, "“\(part)” is no order of dates.",
                    remedy: "Use a list of: " + allCases.map(\.rawValue).joined(separator: ", ") + ".")
            }
            orders.append(order)
        }
        guard !orders.isEmpty else {
            throw Fault(.optionInvalid, "The list of date orders is empty.", remedy: "Use e.g. d.m.y,iso.")
        }
        return orders
    }
}
