import Foundation
import TabaqaFeatureModel

@testable import TabaqaSpatiaLiteStore
@testable import TabaqaTestSupport

/// Made-up submissions to the layer `test-events`, and a store to send them to.
struct FieldSample {
    static let layer = SampleLayers.events
    static let worker = Sender(name: "round 3", device: "d1")
    let folder: TemporaryFolder
    let store: SpatiaLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.store()
        try store.prepare(SampleLayers.catalog())
    }

    static func blob(_ content: String) -> Blob {
        let hash = String(repeating: "0", count: 56) + String(format: "%08x", content.hashValue & 0xFFFF_FFFF)
        return Blob(sha256: hash, size: Int64(content.utf8.count), mediaType: "image/jpeg")
    }

    /// - Parameter files: what the body names.
    static func submission(
        _ instance: String, _ content: String = "a", editing deprecated: String? = nil, files: [String] = [],
        kind: Submission.Kind = .xform, sender: Sender = worker, at: Int64 = 1_700_000_000_000
    ) -> Submission {
        Submission(
            layer: layer.id, instance: instance, deprecated: deprecated, kind: kind, formVersion: "1",
            body: Array("<data>\(content)</data>".utf8), hash: "hash of \(content)", sender: sender,
            received: at, expected: files.map { Attachment(name: $0, property: "photo", isExpected: true) })
    }

    /// The row of a submission: its number says what it holds.
    static func row(
        _ id: String, number: Int = 1, text: String? = nil, flags: FeatureFlags = []
    ) throws -> ValidatedBatch {
        var event = SampleLayers.event(number)
        event.id = FeatureID(id)
        event.flags = flags
        if let text { event.properties[0] = .text(text) }
        return try FeatureBatch([event], of: layer).validated(for: layer)
    }

    @discardableResult
    func send(
        _ submission: Submission, text: String? = nil, hasIssues: Bool = false,
        files: [(name: String, content: Blob)] = []
    ) throws -> Receipt {
        try store.receive(
            submission, row: Self.row(submission.instance, text: text), hasIssues: hasIssues, files: files,
            into: Self.layer)
    }

    func feature(_ id: String) throws -> Feature? { try store.feature(FeatureID(id), in: Self.layer) }

    func text(_ id: String) throws -> PropertyValue? { try feature(id)?.properties[0] }

    func names(_ id: String) throws -> [String] {
        try store.attachments(of: FeatureID(id), in: Self.layer).map { "\($0.name) \($0.isPresent)" }
    }

    /// Every table of the field and the layer's rows, as one text without what tells only the order of things.
    func state() throws -> String {
        try store.read { connection in
            let questions = [
                "SELECT id, number, _flags FROM \"test-events\" ORDER BY id",
                "SELECT instance, feature, deprecated, superseded_by, hash FROM tabaqa_submissions ORDER BY instance",
                "SELECT feature, state, waiting FROM tabaqa_observations ORDER BY feature",
                "SELECT feature, name, instance, expected, live, sha256 FROM tabaqa_attachments ORDER BY feature, "
                    + "name, instance",
            ]
            return try questions.map { question in
                try connection.rows(question).map { $0.map { $0 ?? "-" }.joined(separator: "|") }
                    .joined(separator: "\n")
            }.joined(separator: "\n\n")
        }
    }
}

/// The code of the fault `body` throws; nil when it throws none.
func faultCode<Result>(_ body: () throws -> Result) throws -> FaultCode? {
    do {
        _ = try body()
        return nil
    } catch let fault as Fault { return fault.code }
}
