import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

@Suite("Pages of items")
struct ItemsPagingTests {
    /// Null last, whichever way; texts by code point.
    private static func precedes(_ left: PropertyValue, _ right: PropertyValue, _ isDescending: Bool) -> Bool?
    {
        switch (left, right) {
        case (.null, .null): return nil
        case (.null, _): return false
        case (_, .null): return true
        default: break
        }
        let comparison: Int
        switch (left, right) {
        case (.text(let a), .text(let b)):
            let (a, b) = (Array(a.utf8.prefix(256)), Array(b.utf8.prefix(256)))
            comparison = a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
        case (.integer(let a), .integer(let b)), (.instant(let a), .instant(let b)):
            comparison = a == b ? 0 : a < b ? -1 : 1
        case (.decimal(let a), .decimal(let b)): comparison = a == b ? 0 : a < b ? -1 : 1
        case (.boolean(let a), .boolean(let b)): comparison = a == b ? 0 : b ? -1 : 1
        case (.date(let a), .date(let b)): comparison = a == b ? 0 : a < b ? -1 : 1
        default: comparison = 0
        }
        return comparison == 0 ? nil : isDescending ? comparison > 0 : comparison < 0
    }

    private static func sorted(_ features: [Feature], _ sort: [ItemsRequest.SortKey]) -> [String] {
        let names = ItemsCity.events.properties.map(\.name)
        return features.sorted { left, right in
            for key in sort {
                guard let index = names.firstIndex(of: key.property) else { continue }
                if let answer = precedes(left.properties[index], right.properties[index], key.isDescending) {
                    return answer
                }
            }
            return left.id.text.utf8.lexicographicallyPrecedes(right.id.text.utf8)
        }.map(\.id.text)
    }

    private static let sorts: [[ItemsRequest.SortKey]] = {
        let names = ["number", "at", "kind", "severity", "loss", "checked", "day"]
        let single = names.flatMap { name in
            [false, true].map { [ItemsRequest.SortKey(property: name, isDescending: $0)] }
        }
        let pairs = names.map { name in
            [
                ItemsRequest.SortKey(property: name, isDescending: true),
                ItemsRequest.SortKey(property: name == "number" ? "day" : "number", isDescending: false),
                ItemsRequest.SortKey(property: name == "checked" ? "loss" : "checked", isDescending: true),
            ]
        }
        return [[]] + single + pairs
    }()

    @Test func `Every order, page by page of any size, is the one found by comparing all rows`() throws {
        let city = try ItemsCity()
        let features = try city.store.page(ItemsCity.events, after: nil, limit: 1000)
        #expect(features.count == 137)
        for sort in Self.sorts {
            let expected = Self.sorted(features, sort)
            for limit in [1, 7, 136, 137, 10_000] {
                var request = city.request()
                request.sort = sort
                request.limit = limit
                let pages = try city.pages(request)
                #expect(pages.flatMap(\.self) == expected, "\(sort) by \(limit)")
                #expect(pages.count == (137 + limit - 1) / limit)
            }
        }
    }

    @Test func `Numbers tell how many there are and how many came`() throws {
        let city = try ItemsCity()
        var request = city.request()
        request.selection.filter = "severity = 0"
        let all = try city.store.page(ItemsCity.events, after: nil, limit: 1000)
        let expected = all.filter { $0.properties[3] == .integer(0) }.count
        request.limit = 5
        let page = try city.engine.items(request)
        #expect(page.matched == expected)
        #expect(page.features.value.count == 5)
        #expect(try city.pages(request).map(\.count).reduce(0, +) == expected)
        request.selection.filter = "severity = 12345"
        let none = try city.engine.items(request)
        #expect(none.matched == 0)
        #expect(none.features.value.count == 0)
        #expect(none.next == nil)
    }

    @Test func `An offset skips, also beyond the end, and a page after it goes on`() throws {
        let city = try ItemsCity()
        let all = try city.pages(city.request()).flatMap(\.self)
        var request = city.request()
        request.limit = 9
        for offset in [0, 1, 10, 130, 136, 137, 138, .max] {
            request.offset = offset
            #expect(try city.pages(request).flatMap(\.self) == Array(all.dropFirst(offset)))
        }
    }

    @Test func `A box meets all features in it, suspect ones too, and none without a place`() throws {
        let city = try ItemsCity()
        let features = try city.store.page(ItemsCity.events, after: nil, limit: 1000)
        let box = Extent(minX: 37.3, minY: 36.95, maxX: 37.5, maxY: 37.1)
        var request = city.request()
        request.selection.extent = box
        request.limit = 10
        let inside = features.filter { $0.geometry?.extent.intersects(box) ?? false }.map(\.id.text)
        #expect(try city.pages(request).flatMap(\.self) == inside)
        #expect(!inside.isEmpty)
        request.selection.extent = Extent(minX: -180, minY: -90, maxX: 180, maxY: 90)
        #expect(try city.engine.items(request).matched == features.filter { $0.geometry != nil }.count)
        request.layer = "table"
        #expect(try city.engine.items(request).matched == 0)
        request.selection.extent = nil
        #expect(try city.engine.items(request).matched == 5)
    }

    @Test func `Edits between pages neither repeat nor skip a feature that stays as it is`() throws {
        for sort in [[], [ItemsRequest.SortKey(property: "number", isDescending: true)]] {
            let city = try ItemsCity()
            let stable = Set((0..<137).filter { $0 % 2 == 0 }.map { SampleLayers.id($0) })
            var request = city.request()
            request.sort = sort
            request.limit = 10
            var fresh = 1000
            let pages = try city.pages(request) { page in
                // Odd rows vanish or move, new ones come before and after the place reached.
                for number in stride(from: page * 8 + 1, to: page * 8 + 9, by: 2) where number < 137 {
                    if number % 3 == 0 {
                        try city.store.delete(
                            FeatureID(SampleLayers.id(number)), from: ItemsCity.events, expecting: nil,
                            by: "t")
                    } else {
                        var moved = ItemsCity.feature(number)
                        moved.properties[0] = .text("moved \(page)")
                        try city.store.replace(
                            FeatureBatch([moved], of: ItemsCity.events).validated(for: ItemsCity.events),
                            in: ItemsCity.events, expecting: nil, by: "t")
                    }
                }
                for _ in 0..<3 {
                    try city.store.insert(
                        FeatureBatch([ItemsCity.feature(fresh)], of: ItemsCity.events).validated(
                            for: ItemsCity.events), into: ItemsCity.events, by: "t")
                    fresh += 1
                }
            }
            let seen = pages.flatMap(\.self).filter(stable.contains)
            #expect(seen.count == stable.count)
            #expect(Set(seen) == stable)
        }
    }

    @Test func `A cursor of another question, and what is none, is refused`() throws {
        let city = try ItemsCity()
        var request = city.request()
        let cursor = try #require(try city.engine.items(request).next)
        request.cursor = cursor
        #expect(throws: Never.self) { try city.engine.items(request) }
        var other = request
        other.sort = [.init(property: "day", isDescending: false)]
        var filtered = request
        filtered.selection.filter = "severity = 0"
        var elsewhere = request
        elsewhere.layer = "guarded"
        var requests = [other, filtered, elsewhere]
        var garbage = ["", "A", "AQ", "!!!", "é", String(repeating: "A", count: 9000), cursor + "AAAA"]
        garbage += [String(cursor.dropLast(3)), String(cursor.dropFirst(2))]
        for (index, _) in cursor.enumerated() {
            var broken = Array(cursor)
            broken[index] = broken[index] == "A" ? "B" : "A"
            garbage.append(String(broken))
        }
        for text in garbage {
            var broken = request
            broken.cursor = text
            requests.append(broken)
        }
        var refused = 0
        for request in requests {
            do {
                _ = try city.engine.items(request)
            } catch let fault as Fault {
                #expect(fault.code.name == "option.invalid")
                refused += 1
            }
        }
        // A cursor changed in its id only is a cursor of another row.
        #expect(refused >= requests.count - cursor.count + 12)
        #expect(throws: Fault.self) { try city.engine.items(other) }
        #expect(throws: Fault.self) { try city.engine.items(filtered) }
        #expect(throws: Fault.self) { try city.engine.items(elsewhere) }
    }

    @Test func `Properties are those asked for, in the layer's order, and geometry can stay behind`() throws {
        let city = try ItemsCity()
        var request = city.request()
        request.properties = ["day", "number"]
        request.skipsGeometry = true
        let batch = try city.engine.items(request).features.value
        #expect(batch.columns.map(\.name) == ["number", "day"])
        #expect((0..<batch.count).allSatisfy { batch.geometry[$0] == nil })
    }

    @Test func `What the audience may not see does not exist, in words too`() throws {
        let city = try ItemsCity()
        func message(_ change: (inout ItemsRequest) -> Void) -> String {
            var request = city.request("events", .public)
            change(&request)
            do {
                _ = try city.engine.items(request)
                return "answered"
            } catch {
                return "\(error)"
            }
        }
        let asks: [(String) -> String] = [
            { name in message { $0.properties = [name] } },
            { name in message { $0.sort = [.init(property: name, isDescending: false)] } },
            { name in message { $0.selection.filter = "\(name) > 1" } },
        ]
        for ask in asks {
            let (hidden, absent) = (ask("loss"), ask("lost"))
            #expect(hidden != "answered")
            #expect(hidden.replacingOccurrences(of: "loss", with: "lost") == absent)
        }
        let names = try city.engine.items(city.request("events", .public)).features.value.columns.map(\.name)
        #expect(!names.contains("loss"))
    }

    @Test func `Where ids may not be read, pages still work and nothing leads to one`() throws {
        let city = try ItemsCity()
        var request = city.request("guarded", .public)
        request.limit = 10
        request.properties = ["severity"]
        var count = 0
        while true {
            let page = try city.engine.items(request)
            #expect(page.features.value.ids.lengths.allSatisfy { $0 < 0 })
            count += page.features.value.count
            guard let next = page.next else { break }
            request.cursor = next
        }
        #expect(count == 137)
        let id = FeatureID(SampleLayers.id(3))
        #expect(try city.engine.item(id, of: "guarded", audience: .public, crs: .wgs84) == nil)
        #expect(try city.engine.item(id, of: "guarded", audience: .exact, crs: .wgs84) != nil)
        // In the order of the ids' hashes, not of the ids.
        request.cursor = nil
        request.properties = ["number", "severity"]
        request.limit = 137
        let open = try city.engine.items(city.request("guarded", .exact)).features.value
        let closed = try city.engine.items(request).features.value
        #expect(
            (0..<10).map { closed.columns[1].values[$0] }
                != (0..<10).map { open.column("severity")!.values[$0] })
    }

    @Test func `One feature comes as the store has it`() throws {
        let city = try ItemsCity()
        let id = FeatureID(SampleLayers.id(5))
        let stored = try #require(try city.store.feature(id, in: ItemsCity.events))
        let page = try #require(
            try city.engine.item(id, of: "events", audience: .exact, crs: .wgs84))
        #expect(page.features.value.feature(0, revision: page.revision) == stored)
        for hostile in ["", "nothing", "' OR 1=1", String(repeating: "x", count: 100_000), "\u{0}"] {
            #expect(
                try city.engine.item(FeatureID(hostile), of: "events", audience: .exact, crs: .wgs84) == nil)
        }
    }
}
