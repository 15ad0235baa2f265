internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// Any number of features in one body: stored in batches as they come, each answered by a line of JSON. Neither the
/// body nor the answer is held: lines wait in a file until the body has ended, because few clients read while they
/// write.
///
/// A body that breaks off leaves what was stored before; sent again, those lines are `known`.
///
/// One thread at a time calls a sink.
final class BulkSink: BodySink, @unchecked Sendable {
    static let sequence = "application/geo+json-seq"
    static let lines = "application/x-ndjson"

    private let call: Call
    private let layer: LayerDefinition
    private let intake: BulkIntake
    private let spool: SpoolFile
    private var counts: [BulkLine.Outcome: Int] = [:]
    private var waiting: [UInt8] = []

    /// Whether the body is many features.
    static func isBulk(_ call: Call) -> Bool {
        let type = call.headers["content-type"]?.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        return type == sequence || type == lines
    }

    init(_ call: Call) throws {
        layer = try call.layer
        guard call.viewer.mayEdit(layer) else {
            throw Fault(.keyRole, "Many features at once are for editors of the department.")
        }
        self.call = call
        intake = try call.field.bulk(into: layer, from: call.viewer.sender, at: call.now)
        spool = try SpoolFile()
    }

    func take(_ bytes: [UInt8]) throws { try note(intake.take(bytes)) }

    func finish() throws -> Answer {
        try note(intake.finish())
        let summary: JSON = [
            "summary": .object(
                BulkLine.Outcome.allCases.map { ($0.rawValue, .integer(Int64(counts[$0] ?? 0))) })
        ]
        waiting += summary.bytes + [0x0A]
        try spool.write(waiting)
        return Answer(.lines, .file(path: try spool.finish(), isTemporary: true), caching: .never)
    }

    func abandon() { spool.discard() }

    private func note(_ lines: [BulkLine]) throws {
        for line in lines {
            counts[line.outcome, default: 0] += 1
            waiting += document(line).bytes + [0x0A]
        }
        guard waiting.count > 1 << 16 else { return }
        try spool.write(waiting)
        waiting.removeAll(keepingCapacity: true)
    }

    private func document(_ line: BulkLine) -> JSON {
        let status = [BulkLine.Outcome.stored: 201, .known: 200, .conflicting: 409, .invalid: 422][
            line.outcome]
        let own: JSON = [
            "line": .integer(Int64(line.line)), "status": .integer(Int64(status ?? 500)),
            "outcome": .string(line.outcome.rawValue),
        ]
        let violations = line.violations.map { violation -> JSON in
            let own: JSON = ["reason": .string(violation.reason.rawValue)]
            return own.adding([
                ("property", violation.column.map(JSON.string)), ("value", violation.value.map(JSON.string)),
                ("message", .string(violation.text(in: call.language, of: layer))),
            ])
        }
        return own.adding([
            ("id", line.id.map { .string($0.text) }),
            ("violations", violations.isEmpty ? nil : .array(violations)),
            ("code", line.fault.map { .string($0.code.name) }),
            ("detail", line.fault.map { .string($0.message) }),
        ])
    }
}

extension MediaType {
    /// JSON, a value a line.
    static let lines = MediaType("application/x-ndjson", names: ["ndjson"])
}
