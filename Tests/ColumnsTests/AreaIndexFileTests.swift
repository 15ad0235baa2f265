import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaColumns

@Suite struct AreaIndexFileTests {
    /// Overlapping boxes, some with holes, all over a square degree.
    static func batch(_ count: Int, _ layer: LayerDefinition) -> FeatureBatch {
        var batch = ColumnFileTests.batch(count, ColumnFileTests.layer())
        batch.geometry = .shapes(
            (0..<count).map { row in
                if row % 17 == 5 { return nil }
                let (x, y) = (37 + Double(row * 37 % 101) / 101, 36 + Double(row * 53 % 103) / 103)
                let size = 0.02 + Double(row % 7) * 0.01
                func box(_ inset: Double) -> [Position] {
                    let (a, b) = (inset, size - inset)
                    return [(a, a), (b, a * 1.5), (b, b), (a, b), (a, a)].map {
                        Position(x: x + $0.0, y: y + $0.1)
                    }
                }
                return .polygon(row % 3 == 0 ? [box(0), box(size / 4)] : [box(0)])
            })
        return batch
    }

    @Test("The index lies in the file, in key order, and answers as the shapes do")
    func persists() throws {
        let folder = try ColumnFileTests.Folder()
        let layer = ColumnFileTests.layer(.polygon)
        try ColumnFileTests.build(folder, layer, Self.batch(90, layer))
        let columns = try ColumnFile.open(at: folder.path, layer: layer, verifying: .onFirstUse)
        let index = try columns.areaIndex()
        let order = try AreaOrder.rows(columns)
        #expect(order.sorted() == Array(0..<90))
        let keys = try columns.values("no")
        let names = order.map { row -> String in if case .text(let name) = keys[row] { name } else { "~" } }
        #expect(names == names.sorted())
        let shapes = try columns.shapes()
        var owned = 0
        for step in 0..<4000 {
            let (x, y) = (36.95 + Double(step % 67) * 0.017, 35.95 + Double(step * 7 % 71) * 0.0163)
            let expected = order.firstIndex { row in
                (shapes[row]?.polygons ?? []).contains { polygon in
                    polygon.joined().isEmpty == false && Self.isInside(polygon, x, y)
                }
            }
            #expect(index.owner(x: x, y: y) == Int32(expected ?? -1), "\(x), \(y)")
            owned += expected == nil ? 0 : 1
        }
        #expect(owned > 400)
    }

    static func isInside(_ rings: [[Position]], _ x: Double, _ y: Double) -> Bool {
        var isInside = false
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst()) where (a.y > y) != (b.y > y) {
                if x < a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y) { isInside.toggle() }
            }
        }
        return isInside
    }

    @Test("An index whose numbers lead astray is refused or answers; it never reads beyond its tables")
    func hostileTables() throws {
        let folder = try ColumnFileTests.Folder()
        let layer = ColumnFileTests.layer(.polygon)
        try ColumnFileTests.build(folder, layer, Self.batch(60, layer))
        let whole = [UInt8](try Data(contentsOf: URL(filePath: folder.path)))
        let count = try #require(ColumnHeader.sectionCount(whole))
        let headerBytes = ColumnHeader.fixedBytes + count * ColumnHeader.sectionBytes
        let header = try #require(ColumnHeader(Array(whole[..<headerBytes])))
        var refused = 0
        var tried = 0
        for (number, section) in header.sections.enumerated()
        where section.kind >= SectionKind.areaOrder.rawValue {
            for offset in stride(
                from: 0, to: Int(section.length), by: max(4, Int(section.length) / 40 / 4 * 4))
            {
                for word in [0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0x0000_FFFF] as [UInt32] {
                    // With a fitting checksum, as a forger or a writer with a mistake would leave it.
                    var bytes = whole
                    let at = Int(section.offset) + offset
                    withUnsafeBytes(of: word.littleEndian) { bytes.replaceSubrange(at..<at + 4, with: $0) }
                    var forged = header
                    forged.sections[number].checksum = bytes.withUnsafeBytes {
                        SectionChecksum.of(
                            UnsafeRawBufferPointer(
                                rebasing: $0[Int(section.offset)..<Int(section.offset + section.length)]))
                    }
                    bytes.replaceSubrange(0..<headerBytes, with: forged.encoded())
                    try Data(bytes).write(to: URL(filePath: folder.path))
                    tried += 1
                    do {
                        let columns = try ColumnFile.open(
                            at: folder.path, layer: layer, verifying: .onFirstUse)
                        _ = try AreaOrder.rows(columns)
                        let index = try columns.areaIndex()
                        for step in 0..<300 {
                            let owner = index.owner(
                                x: 36.9 + Double(step) * 0.004, y: 35.9 + Double(step * 13 % 300) * 0.004)
                            #expect((-1..<60).contains(owner))
                        }
                        try index.forEachOwner(of: columns) { rows, area in
                            if !(-1..<60).contains(area) { Issue.record("area \(area) of \(rows)") }
                        }
                    } catch let fault as Fault {
                        #expect(fault.code == .columnsDamaged)
                        refused += 1
                    }
                }
            }
        }
        #expect(tried > 500)
        #expect(refused > tried / 2, "\(refused) of \(tried)")
    }

    @Test("Squares of one plane share their cells: side a power of two, corner on its sixteenths")
    func alignedSquares() {
        for extent in [
            Extent(minX: 37.3, minY: 36.9, maxX: 37.5, maxY: 37.1),
            Extent(minX: -180, minY: -90, maxX: 180, maxY: 90),
            Extent(minX: -1e-9, minY: -1e-9, maxX: 1e-9, maxY: 1e-9),
            Extent(minX: 5, minY: 5, maxX: 5, maxY: 5),
            Extent(minX: 0, minY: 0, maxX: 0, maxY: 0),
            Extent(minX: 4_100_000, minY: 4_400_000, maxX: 4_100_001, maxY: 4_400_009),
            Extent(minX: -1e300, minY: -1e300, maxX: 1e300, maxY: 1e300),
        ] {
            let square = CurveSquare(aligned: extent)
            #expect(square.side.significand == 1)
            let step = square.side / 16
            #expect((square.minX / step).rounded() * step == square.minX)
            #expect((square.minY / step).rounded() * step == square.minY)
            guard extent.maxX < 1e200 else { continue }
            #expect(square.cell(x: extent.minX, y: extent.minY) != nil)
            #expect(square.cell(x: extent.maxX, y: extent.maxY) != nil)
            #expect(
                square.side <= 4.6 * max(extent.width, extent.height, abs(extent.maxX) * 0x1p-24, 0x1p-100))
        }
    }
}
