internal import TabaqaFeatureModel

/// What `tabaqa-formats info` says about a file.
struct FormatsInfo {
    struct Layer {
        var name: String
        var geometryType: String
        var featureCount: Int
        var encodingDeclared: String?
    }

    var layers: [Layer]
    /// Texts that are not ASCII, as in the file.
    var rawSamples: [[UInt8]]

    init(executable: String, path: String, file: String) throws {
        let process = try FormatsProcess(
            executable: executable, arguments: ["info", "--", path], file: file, takesInput: false)
        let bytes = try process.readAll()
        try process.finish()
        guard let value = JSONValue(bytes), value["layers"] != nil else {
            throw Fault(
                .fileMalformed, "The file could not be described.", at: .init(file: file),
                remedy: "Check the file in the program that made it.")
        }
        layers = (value["layers"]?.elements ?? []).map {
            Layer(
                name: $0["name"]?.string ?? "", geometryType: $0["geometryType"]?.string ?? "None",
                featureCount: $0["featureCount"]?.integer ?? -1,
                encodingDeclared: $0["encodingDeclared"]?.string)
        }
        rawSamples = (value["rawSamples"]?.elements ?? []).compactMap { $0.string.flatMap(Base64.decode) }
    }

    /// The layer to read: the one called `name`, else the only one with rows, else the only one with places.
    ///
    /// - Throws: `option.invalid` listing the layers there are.
    func choose(_ name: String?, file: String) throws(Fault) -> Layer {
        let list = layers.prefix(30).map { "“\($0.name)”" }.joined(separator: ", ")
        if let name {
            if let layer = layers.first(where: { $0.name == name }) { return layer }
            throw Fault(
                .optionInvalid, "The file has no layer or sheet “\(name)”.", at: .init(file: file),
                remedy: "It has: \(list).")
        }
        let filled = layers.filter { $0.featureCount != 0 }
        let placed = filled.filter { $0.geometryType != "None" }
        let candidates = placed.isEmpty ? filled : placed
        if candidates.count <= 1, let only = candidates.first ?? layers.first { return only }
        throw Fault(
            .optionInvalid, "The file has \(candidates.count) layers or sheets with rows: \(list).",
            at: .init(file: file), remedy: "Choose one with --table NAME.")
    }
}

/// RFC 4648 text.
enum Base64 {
    /// Nil for a text with other characters than the alphabet's.
    static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text.utf8 {
            let value: UInt8
            switch byte {
            case 0x41...0x5A: value = byte - 0x41
            case 0x61...0x7A: value = byte - 0x61 + 26
            case 0x30...0x39: value = byte - 0x30 + 52
            case 0x2B: value = 62
            case 0x2F: value = 63
            case 0x3D, 0x0A: continue
            default: return nil
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }
}
