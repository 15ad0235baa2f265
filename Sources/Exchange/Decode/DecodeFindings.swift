internal import TabaqaFeatureModel

/// The violations of one batch while it is decoded.
struct DecodeFindings {
    private let rows: [Int]
    private var rejected: [Bool]
    private(set) var violations: [Violation] = []

    init(batch: RecordBatch) {
        rows = batch.rows
        rejected = Array(repeating: false, count: batch.rows.count)
    }

    var hasAny: Bool { !violations.isEmpty }
    var kept: [Int] { rejected.indices.filter { !rejected[$0] } }

    func isRejected(_ index: Int) -> Bool { rejected[index] }

    /// - Parameter index: the row's index in the batch.
    mutating func add(_ index: Int, _ reason: Violation.Reason, _ column: String?, _ value: String?) {
        rejected[index] = true
        violations.append(Violation(row: rows[index], reason: reason, column: column, value: value))
    }

    /// Takes over a violation that names its row by record number.
    mutating func take(_ violation: Violation) {
        guard let first = rows.first else { return }
        let guess = violation.row - first
        let index =
            rows.indices.contains(guess) && rows[guess] == violation.row
            ? guess : rows.firstIndex(of: violation.row)
        guard let index else { return }
        rejected[index] = true
        violations.append(violation)
    }
}
