import Foundation
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore
import TabaqaTestSupport

/// Loads made-up events into a prepared store, to be killed while at it:
/// `store-crash-probe STORE FIRST COUNT append|merge`. Prints `begun` with the first batch and `done` when the load
/// was acknowledged. `STORE LIST 0 field` sends the submissions of a list, `STORE 0 0 raise` just opens the store.
@main
struct StoreCrashProbe {
    static func main() {
        do {
            try load()
        } catch {
            say("\(error)")
            exit(1)
        }
    }

    private static func load() throws {
        let arguments = CommandLine.arguments
        if arguments.count == 5, arguments[4] == "field" || arguments[4] == "raise" {
            let store = try SpatiaLiteStore(path: arguments[1], mode: .readWrite)
            say("begun")
            guard arguments[4] == "field" else { return }
            let list = try String(contentsOfFile: arguments[2], encoding: .utf8)
            FieldLoad.send(list.split(separator: "\n").compactMap { Int($0) }, to: store, say)
            return say("done")
        }
        guard arguments.count == 5, let first = Int(arguments[2]), let count = Int(arguments[3]) else {
            exit(64)
        }
        let merge = LoadOptions.Mode.merge(
            update: true, properties: nil, geometry: true, insertsMissing: true)
        let store = try SpatiaLiteStore(path: arguments[1], mode: .readWrite)
        let options = LoadOptions(
            mode: arguments[4] == "merge" ? merge : .append, actor: "probe", source: "probe", sourceHash: "00"
        )
        var next = first
        _ = try store.load(SampleLayers.events, options) {
            guard next < first + count else { return nil }
            let end = min(next + 5000, first + count)
            defer { next = end }
            if next == first { say("begun") }
            // A merge changes the rows that are there, and adds others.
            let features = (next..<end).map { number in
                var event = SampleLayers.event(number)
                if arguments[4] == "merge" { event.properties[0] = .text("merged") }
                return event
            }
            return try FeatureBatch(features, of: SampleLayers.events).validated(for: SampleLayers.events)
        }
        say("done")
    }

    @Sendable private static func say(_ word: String) {
        FileHandle.standardOutput.write(Data((word + "\n").utf8))
    }
}
