import TabaqaExchange
import TabaqaFeatureModel
import Testing

/// Seeded damage: nothing may trap, whatever the bytes.
struct FuzzTests {
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }

    static func damaged(_ seed: [UInt8], _ generator: inout Generator) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let place = Int.random(in: 0..<max(1, bytes.count), using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0:
                if !bytes.isEmpty {
                    bytes[place % bytes.count] = UInt8.random(in: 0...255, using: &generator)
                }
            case 1: if !bytes.isEmpty { bytes.remove(at: place % bytes.count) }
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: min(place, bytes.count))
            case 3: bytes.removeLast(min(bytes.count, place))
            default:
                let word = Array(
                    ["\"", "[[", "{\"type\":", "1e999", "\\u", "]}", ";;", "\r", "-", "99999999999999999999"]
                        .randomElement(using: &generator)?.utf8 ?? "".utf8)
                bytes.insert(contentsOf: word, at: min(place, bytes.count))
            }
        }
        return bytes
    }

    static func drain(_ open: () throws -> any RecordReader) -> Bool {
        do {
            let reader = try open()
            var decoder = try RecordDecoder(
                layer: DecoderTests.layer, options: DecodeOptions(zone: "UTC"), crs: .wgs84)
            while let batch = try reader.next() {
                for column in batch.cells where column.count > 0 { _ = column[column.count - 1] }
                _ = try? decoder.decode(batch)
            }
            return true
        } catch {
            return !(error is Fault)
        }
    }

    @Test func fiveThousandDamagedGeoJSONTextsEndWell() {
        let seed = Array(
            #"{"type":"FeatureCollection","crs":null,"features":[{"type":"Feature","id":"a","geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]},"properties":{"no":"x\u0041","loss":1.5,"d":[{}]}},{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":null}]}"#
                .utf8)
        var generator = Generator(state: 1)
        var accepted = 0
        for _ in 0..<5000 {
            let bytes = Self.damaged(seed, &generator)
            if Self.drain({ try GeoJSONReader(bytes: bytes) }) { accepted += 1 }
            _ = try? JSONText.validate(bytes)
        }
        #expect(accepted < 5000)
    }

    @Test func fiveThousandDamagedTablesEndWell() {
        let seed = Array(
            "no;at;kind;loss;wkt;lon;lat\nA;6.02.2024 10:00;bina;1.234,5;POINT(1 2);1,5;2\n\"B;\n\"\"\";2024-01-01T00:00:00Z;x;;POLYGON((0 0,1 0,1 1,0 0));;\n"
                .utf8)
        var generator = Generator(state: 2)
        var accepted = 0
        for _ in 0..<5000 {
            let bytes = Self.damaged(seed, &generator)
            var options = ReadOptions()
            options.encoding =
                [nil, nil, .windows1254, .utf16LittleEndian].randomElement(using: &generator) ?? nil
            let isAccepted = Self.drain {
                try PlacedReader(CSVReader(bytes: bytes, options: options), file: "f", options: options)
            }
            if isAccepted { accepted += 1 }
        }
        #expect(accepted > 0)
    }
}
