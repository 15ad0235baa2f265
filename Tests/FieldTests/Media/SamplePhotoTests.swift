import Foundation
import TabaqaExchange
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

/// Photos of cameras and phones, with the places ExifRead 3.5.1 finds in them, and what mutations do to them.
@Suite("Photos of others")
struct SamplePhotoTests {
    private static let folder: URL = {
        let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["TABAQA_SHARED"].map { URL(fileURLWithPath: $0) }
        return (named ?? repository.deletingLastPathComponent().appendingPathComponent("shared"))
            .appendingPathComponent("data/exif_gps")
    }()

    private static let isThere = FileManager.default.fileExists(atPath: folder.path)
    private static let absence: Comment = "shared data absent"

    private static var photos: [String] {
        (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix("g") && $0.contains(".") }.sorted()
    }

    private static func bytes(_ name: String) -> [UInt8] {
        Array(FileManager.default.contents(atPath: folder.appendingPathComponent(name).path) ?? Data())
    }

    /// Longitude and latitude.
    private static let places: [String: (Double, Double)] = [
        "exif-samples/DSCN0010.jpg": (11.885126666663888, 43.46744833333334),
        "exif-samples/DSCN0012.jpg": (11.885394999997223, 43.46715666666389),
        "exif-samples/DSCN0021.jpg": (11.884538333330555, 43.467081666663894),
        "exif-samples/DSCN0025.jpg": (11.881634999972222, 43.468365),
        "exif-samples/DSCN0027.jpg": (11.881515, 43.46844166666667),
        "exif-samples/DSCN0029.jpg": (11.880171666638889, 43.468243333330555),
        "exif-samples/DSCN0038.jpg": (11.879213333333334, 43.46725499999722),
        "exif-samples/DSCN0040.jpg": (11.87911166663889, 43.46601166663889),
        "exif-samples/DSCN0042.jpg": (11.881478333333334, 43.464455),
        "exif-samples-corrupt/67-0_length_string.jpg": (7.591944444444444, 51.025),
        "exiftool/Apple.jpg": (-1.4566777777777777, 53.382847222222225),
        "exiftool/GPS.jpg": (-1.9141666666666666, 54.989666666666665),
        "exiftool/GoPro.jpg": (-73.99335429997222, 40.65841919997222),
    ]

    @Test(.enabled(if: isThere, absence))
    func `Every place is found, and no other`() throws {
        let photos = Self.photos
        try #require(photos.count >= 34)
        for name in photos {
            let tags = PhotoTags(Self.bytes(name))
            if let (longitude, latitude) = Self.places[name] {
                let place = try #require(tags.position, "\(name): \(tags.issues)")
                #expect(abs(place.x - longitude) < 1e-9 && abs(place.y - latitude) < 1e-9, "\(name)")
            } else {
                #expect(tags.position == nil, "\(name)")
                #expect(!tags.issues.isEmpty, "\(name)")
            }
        }
        #expect(Set(photos).isSuperset(of: Self.places.keys))
    }

    @Test(.enabled(if: isThere, absence))
    func `The time is GPS time where there is one`() {
        // 2008-10-23T14:27:07.24Z; the camera's own clock was a day late.
        let nikon = PhotoTags(Self.bytes("exif-samples/DSCN0010.jpg"))
        #expect(nikon.instant == 1_224_772_027_240 && nikon.timeSource == .gps)
        #expect(nikon.issues == ["time-disagreement"])
        let phone = PhotoTags(Self.bytes("exiftool/Apple.jpg"))
        #expect(phone.instant == 1_475_083_078_650 && phone.accuracy == 165 && phone.issues == [])
        let zoneless = PhotoTags(Self.bytes("exiftool/GPS.jpg"))
        #expect(zoneless.instant == nil && zoneless.timeSource == .exifZoneUnknown)
        #expect(PhotoTags(Self.bytes("exiftool/GoPro.jpg")).altitude == -3.983)
    }

    /// Cut, overwritten, shortened and stretched. 100,000 with `TABAQA_LONG`.
    @Test func `No mutation of a photo stops the reader`() {
        let count = ProcessInfo.processInfo.environment["TABAQA_LONG"] == nil ? 5_000 : 100_000
        var originals = Self.isThere ? Self.photos.map(Self.bytes) : []
        var builder = ExifBuilder()
        builder.photo = [(0x9003, .text("2026:03:09 14:05:59"))]
        originals += [builder.jpeg, builder.png, builder.webP, builder.tiff, HEICFile.with(builder.tiff)]
        var generator = SeededGenerator(seed: 4)
        var found = 0
        for round in 0..<count {
            var bytes = Array(originals[round % originals.count].prefix(20_000))
            let head = min(bytes.count, 1_500)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0:
                bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator))
            case 1:
                for _ in 0..<Int.random(in: 1...40, using: &generator) {
                    bytes[.random(in: 0..<head, using: &generator)] =
                        [0, 0xFF, 0x7F, 0x80, 1, 8].randomElement(using: &generator) ?? 0
                }
            case 2:
                let start = Int.random(in: 0..<head, using: &generator)
                bytes.removeSubrange(start..<min(bytes.count, start + 40))
            default:
                let extra = (0..<12).map { _ in UInt8.random(in: 0...255, using: &generator) }
                bytes.insert(contentsOf: extra, at: .random(in: 0..<head, using: &generator))
            }
            let tags = PhotoTags(bytes)
            _ = MediaSniffer.type(of: Array(bytes.prefix(4096)))
            if let place = tags.position {
                found += 1
                #expect(abs(place.x) <= 180 && abs(place.y) <= 90)
            } else {
                #expect(!tags.issues.isEmpty)
            }
        }
        // Most cuts spare the tags: the mutations do reach the reader.
        #expect(found > count / 20)
    }
}
