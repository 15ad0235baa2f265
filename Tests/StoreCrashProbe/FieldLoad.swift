import Dispatch
import Foundation
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore
import TabaqaTestSupport

/// Four phones that send what a list names, one number a line, and say `ack N` for what was acknowledged.
///
/// Every fifth number edits the one before it; every other has a file.
enum FieldLoad {
    static func send(_ numbers: [Int], to store: SpatiaLiteStore, _ say: @escaping @Sendable (String) -> Void)
    {
        DispatchQueue.concurrentPerform(iterations: 4) { phone in
            for place in stride(from: phone, to: numbers.count, by: 4) {
                do {
                    try send(numbers[place], to: store)
                    say("ack \(numbers[place])")
                } catch let fault as Fault where fault.code == .submissionPredecessor {
                    // Its turn comes once the other is there.
                } catch { say("\(numbers[place]): \(error)") }
            }
        }
    }

    private static func send(_ number: Int, to store: SpatiaLiteStore) throws {
        let layer = SampleLayers.events
        let isEdit = number % 5 == 4
        let instance = SampleLayers.id(number)
        var event = SampleLayers.event(number)
        event.id = FeatureID(instance)
        let submission = Submission(
            layer: layer.id, instance: instance, deprecated: isEdit ? SampleLayers.id(number - 1) : nil,
            kind: .xform, body: Array("\(number)".utf8), hash: "\(number)",
            sender: Sender(name: "phone", device: "d"), received: Int64(number),
            expected: isEdit ? [] : [Attachment(name: "a.jpg", property: "photo", isExpected: true)])
        let file = Blob(sha256: instance + instance, size: 3, mediaType: "image/jpeg")
        _ = try store.receive(
            submission, row: try FeatureBatch([event], of: layer).validated(for: layer), hasIssues: false,
            files: isEdit ? [] : [("a.jpg", file)], into: layer)
    }
}
