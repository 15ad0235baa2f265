import Foundation
import TabaqaColumns
import TabaqaEngine
import TabaqaFeatureModel
import Testing

@testable import TabaqaTestSupport

/// When much was appended, the file is built anew beside what is served.
@Suite struct LiveMergeTests {
    @Test("A merge in the background loses no edit and shows no older state")
    func merge() throws {
        let city = try LiveCity(events: 1000)
        var number = 1000
        var last: Int64 = 0
        var live = try city.live.columns.open(LiveCity.events)
        func check() throws {
            let columns = try city.live.columns.open(LiveCity.events)
            try #require(columns.revision >= last)
            last = columns.revision
            live = columns
        }
        var greatest = 0
        for _ in 0..<4 {
            let features = (number..<number + 18_000).map { number in
                var feature = SampleLayers.event(number)
                // More texts than a dictionary holds would be a reason of their own to build anew.
                feature.properties[0] = .text("N-\(number % 20_000)")
                return feature
            }
            try city.load(features, into: LiveCity.events)
            number += 18_000
            try check()
            #expect(live.liveCount == number)
            greatest = max(greatest, live.appendedCount)
        }
        #expect(greatest > LiveColumns.tailLimit(1000))
        let kept = live
        // Edits go on while the file is built, and after.
        let end = Date().addingTimeInterval(30)
        var step = 0
        var removed = 0
        while Date() < end {
            var feature = SampleLayers.event(step % number)
            feature.properties[3] = .integer(Int64(500 + step))
            try city.put(feature)
            try city.remove(FeatureID(SampleLayers.id(40_000 + step)))
            removed += 1
            try check()
            try #require(live.liveCount == number - removed)
            let row = try #require(try live.row(ofID: feature.id))
            try #require(try live.values("severity")[row] == .integer(Int64(500 + step)))
            step += 1
            if live.appendedCount < 60_000, step > 50 { break }
        }
        #expect(live.appendedCount < 60_000)
        #expect(kept.liveCount == number)
        #expect(try kept.materialize(kept.aliveRows).count == number)
        let plain = try city.plain.columns.open(LiveCity.events)
        let a = try live.materialize(live.rowsByID().map(Int.init))
        let b = try plain.materialize(plain.rowsByID().map(Int.init))
        #expect(a == b)
        #expect(live.extent == plain.extent)
        #expect(live.timeSpan == plain.timeSpan)
    }
}
