/// Suggests the name that was probably meant.
enum NearestName {
    /// The candidate closest to `name` by edit distance; nil when none is near.
    static func suggest(_ name: String, among candidates: some Sequence<String>) -> String? {
        let name = Array(name.lowercased().unicodeScalars.prefix(64))
        let limit = max(1, name.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in candidates {
            let distance = distance(name, Array(candidate.lowercased().unicodeScalars.prefix(64)))
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// `Did you mean “x”?`, else the list of what there is.
    static func remedy(
        _ name: String, among candidates: [String], listing title: String = "Known"
    ) -> String? {
        if let nearest = suggest(name, among: candidates) { return "Did you mean “\(nearest)”?" }
        guard !candidates.isEmpty else { return nil }
        let shown = candidates.prefix(30).joined(separator: ", ")
        return "\(title): \(shown)\(candidates.count > 30 ? ", …" : ".")"
    }

    /// Levenshtein's distance.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
