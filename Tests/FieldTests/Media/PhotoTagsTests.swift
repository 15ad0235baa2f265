import TabaqaExchange
import TabaqaFeatureModel
import Testing

@Suite("A photo's place")
struct PhotoTagsTests {
    /// 37° 3′ 59.66″, 37° 22′ 59.99″.
    private let castle = Position(x: 37 + 22 / 60.0 + 59.99 / 3600, y: 37 + 3 / 60.0 + 59.66 / 3600)

    private func isNear(_ place: Position?, _ other: Position) -> Bool {
        guard let place else { return false }
        return abs(place.x - other.x) < 1e-9 && abs(place.y - other.y) < 1e-9
    }

    @Test func `The place is found in every container, in both byte orders`() {
        var builder = ExifBuilder()
        for isBig in [false, true] {
            builder.isBig = isBig
            for file in [builder.jpeg, builder.png, builder.webP, builder.tiff, HEICFile.with(builder.tiff)] {
                let tags = PhotoTags(file)
                #expect(isNear(tags.position, castle))
                #expect(tags.issues == [])
            }
        }
    }

    @Test func `South and west are negative, once, whatever the numbers' own sign`() {
        let plain = PhotoTags(ExifBuilder("S", "W").jpeg)
        #expect(isNear(plain.position, Position(x: -castle.x, y: -castle.y)))
        var signed = ExifBuilder.withoutPlace
        signed.gps = [
            (1, .text("S")), (2, .signed([(-37, 1), (-3, 1), (-5966, 100)])),
            (3, .text("w")), (4, .signed([(-37, 1), (22, 1), (5999, 100)])),
        ]
        #expect(isNear(PhotoTags(signed.jpeg).position, Position(x: -castle.x, y: -castle.y)))
        signed.gps[0] = (1, .text("N"))
        #expect(PhotoTags(signed.jpeg).position == nil)
        #expect(PhotoTags(signed.jpeg).issues == ["gps-sign"])
    }

    @Test func `Without N or S, E or W there is no place`() {
        for builder in [
            ExifBuilder(nil), ExifBuilder("N", nil), ExifBuilder("?"), ExifBuilder("E"), ExifBuilder(""),
        ] {
            let tags = PhotoTags(builder.jpeg)
            #expect(tags.position == nil)
            #expect(tags.issues == ["gps-ref-missing"])
        }
    }

    @Test func `Nothing over zero is a place; seconds alone may be missing`() {
        let none = [(UInt32(0), UInt32(0)), (0, 0), (0, 0)]
        let all = PhotoTags(ExifBuilder(latitude: none, longitude: none).jpeg)
        #expect(all.position == nil)
        #expect(all.issues == ["gps-denominator"])
        let minutes = PhotoTags(ExifBuilder(latitude: [(37, 1), (3, 0), (5, 1)]).jpeg)
        #expect(minutes.position == nil)
        #expect(minutes.issues == ["gps-denominator"])
        let seconds = PhotoTags(ExifBuilder(latitude: [(37, 1), (3, 1), (0, 0)]).jpeg)
        #expect(isNear(seconds.position, Position(x: castle.x, y: 37.05)))
        #expect(seconds.issues == ["gps-seconds"])
    }

    @Test func `Zero and zero is what hides a place`() {
        let zero = [(UInt32(0), UInt32(1)), (0, 1), (0, 1)]
        let tags = PhotoTags(ExifBuilder(latitude: zero, longitude: zero).jpeg)
        #expect(tags.position == nil)
        #expect(tags.issues == ["gps-zero"])
        #expect(PhotoTags(ExifBuilder(latitude: zero).jpeg).position?.y == 0)
    }

    @Test func `Minutes may have decimals, and sixty seconds are tolerated`() {
        let decimal = PhotoTags(ExifBuilder(latitude: [(54, 1), (2969, 50), (0, 1)]).jpeg)
        #expect(decimal.position.map { abs($0.y - (54 + 59.38 / 60)) < 1e-9 } == true)
        let sixty = PhotoTags(ExifBuilder(latitude: [(37, 1), (3, 1), (60, 1)]).jpeg)
        #expect(sixty.position.map { abs($0.y - (37 + 4 / 60.0)) < 1e-9 } == true)
        let degrees = PhotoTags(ExifBuilder(latitude: [(370_665, 10_000)]).jpeg)
        #expect(degrees.position.map { abs($0.y - 37.0665) < 1e-9 } == true)
    }

    @Test(arguments: [
        [(UInt32(91), UInt32(1)), (0, 1), (0, 1)], [(90, 1), (0, 1), (1, 1)], [(37, 1), (61, 1), (0, 1)],
        [(37, 1), (3, 1), (6001, 100)], [(4_294_967_295, 1), (0, 1), (0, 1)],
    ])
    func `Beyond the range is no place`(_ latitude: [(UInt32, UInt32)]) {
        let tags = PhotoTags(ExifBuilder(latitude: latitude).jpeg)
        #expect(tags.position == nil)
        #expect(tags.issues == ["gps-range"])
    }

    @Test func `Coordinates of another type are none`() {
        var builder = ExifBuilder()
        builder.gps[1] = (2, .text("37.0665"))
        #expect(PhotoTags(builder.jpeg).issues == ["gps-type"])
        builder.gps.remove(at: 1)
        #expect(PhotoTags(builder.jpeg).issues == ["gps-incomplete"])
    }

    @Test func `Only WGS 84 is taken`() {
        for (datum, isTaken) in [
            ("WGS-84", true), ("WGS84", true), ("WGS 84   ", true), ("", true), ("TOKYO", false),
            ("ED50", false),
            ("WGS-72", false),
        ] {
            var builder = ExifBuilder()
            builder.gps.append((0x12, .text(datum)))
            let tags = PhotoTags(builder.jpeg)
            #expect((tags.position != nil) == isTaken, "\(datum)")
            #expect(tags.issues == (isTaken ? [] : ["gps-datum"]), "\(datum)")
        }
    }

    @Test func `Height keeps its sign and its reference`() {
        func tags(_ reference: UInt8?, _ height: ExifBuilder.Value) -> PhotoTags {
            var builder = ExifBuilder()
            if let reference { builder.gps.append((5, .byte(reference))) }
            builder.gps.append((6, height))
            return PhotoTags(builder.jpeg)
        }
        #expect(tags(0, .rationals([(8505, 10)])).altitude == 850.5)
        #expect(tags(1, .rationals([(430, 1)])).altitude == -430)
        #expect(tags(1, .signed([(-430, 1)])).altitude == -430)
        #expect(tags(nil, .rationals([(850, 1)])).altitudeReference == 0)
        #expect(tags(2, .rationals([(872, 1)])).altitudeReference == 2)
        let over = tags(0, .rationals([(850, 0)]))
        #expect(over.altitude == nil && over.issues == ["altitude-denominator"] && over.position != nil)
        #expect(tags(0, .rationals([(4_000_000_000, 1)])).issues == ["altitude-range"])
        #expect(tags(9, .rationals([(1, 1)])).issues == ["altitude-range"])
    }

    @Test func `Accuracy and orientation are told`() {
        var builder = ExifBuilder()
        builder.gps.append((0x1F, .rationals([(47, 10)])))
        for orientation in UInt16(0)...9 {
            builder.main = [(0x0112, .short(orientation))]
            let tags = PhotoTags(builder.jpeg)
            #expect(tags.orientation == ((1...8).contains(orientation) ? Int(orientation) : 1))
            #expect(tags.accuracy == 4.7)
        }
    }

    @Test func `What is missing is said`() {
        #expect(PhotoTags([]).issues == ["exif-missing"])
        #expect(PhotoTags(Array("hello".utf8)).issues == ["exif-missing"])
        #expect(PhotoTags(ExifBuilder.withoutPlace.jpeg).issues == ["exif-damaged"])
        var timed = ExifBuilder.withoutPlace
        timed.photo = [(0x9003, .text("2026:03:09 14:05:59"))]
        #expect(PhotoTags(timed.jpeg).issues == ["gps-missing"])
        let names = PhotoIssue.allCases.map(\.rawValue)
        #expect(Set(names).count == names.count)
    }
}
