/// The hours of `--hour`.
public enum HourParameter {
    /// `22-5` (past midnight), `8,9,17-19`; both ends of a range are meant.
    ///
    /// - Returns: hours 0–23. - Throws: `option.invalid`.
    public static func parse(_ text: String) throws(Fault) -> Set<Int> {
        let hours = CyclicList.parse(text, values: 0...23) { word in
            word.utf8.count <= 2 ? Int(word) : nil
        }
        if let hours { return hours }
        throw Fault(
            .optionInvalid, "“\(text.prefix(100))” names no hours of the day.",
            remedy: "Write hours from 0 to 23, such as 8,9,17-19 or 22-5.")
    }
}

/// Comma-separated values and ranges on a circle, such as hours and weekdays.
enum CyclicList {
    /// - Returns: nil when a part cannot be read or lies outside `values`.
    static func parse(_ text: String, values: ClosedRange<Int>, _ value: (String) -> Int?) -> Set<Int>? {
        guard text.utf8.count <= 500 else { return nil }
        let plain = TextFolding.normalizeDigits(text).replacing("–", with: "-").replacing("،", with: ",")
        var result: Set<Int> = []
        for part in plain.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { end in
                value(trim(end)).flatMap { values.contains($0) ? $0 : nil }
            }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else {
                return nil
            }
            var current = first
            result.insert(current)
            while current != last {
                current = current == values.upperBound ? values.lowerBound : current + 1
                result.insert(current)
            }
        }
        return result
    }

    private static func trim(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
