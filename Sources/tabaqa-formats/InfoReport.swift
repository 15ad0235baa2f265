import CGDAL
import Glibc

/// `tabaqa-formats info`: one JSON object about a file.
struct InfoReport {
    static let mostSamples = 200

    let source: Source
    let layerName: String?
    let encoding: String?
    let messages: Messages

    func run() throws {
        let json = JSONBuffer()
        json.raw("{\"driver\":")
        json.stringOrNull(source.members.first?.format.rawValue)
        json.raw(",\"layers\":[")
        var isFirst = true
        var samples = RawSamples()
        for member in source.members {
            for layer in try SourceLayer.all(of: member, encoding: encoding, messages: messages)
            where layerName == nil || layer.name == layerName {
                json.raw(isFirst ? "{" : ",{")
                isFirst = false
                LayerDescription(layer).write(to: json)
                json.raw("}")
                if layer.encoding == nil { samples.gather(from: layer.handle) }
            }
        }
        if isFirst {
            throw Failure(
                .badData, layerName.map { "The file has no layer named \($0)." } ?? "The file has no layer.",
                remedy: "Call info without --layer to see what the file holds.", file: source.file)
        }
        json.raw("],\"rawSamples\":[")
        for (index, sample) in samples.found.enumerated() {
            if index > 0 { json.raw(",") }
            sample.withUnsafeBufferPointer { json.base64($0) }
        }
        json.raw("],\"warnings\":")
        json.strings(messages.all)
        json.raw("}\n")
        try json.drain(to: 1)
    }
}

/// Distinct attribute texts that are not ASCII, as the bytes in the file: material for finding out the
/// encoding.
struct RawSamples {
    private(set) var found: [[UInt8]] = []
    private var seen: Set<[UInt8]> = []

    mutating func gather(from layer: OGRLayerH) {
        guard let definition = OGR_L_GetLayerDefn(layer) else { return }
        let fields = (0..<OGR_FD_GetFieldCount(definition)).compactMap { index -> Int32? in
            guard let field = OGR_FD_GetFieldDefn(definition, index) else { return nil }
            if let name = OGR_Fld_GetNameRef(field) { add(name) }
            return OGR_Fld_GetType(field) == OFTString ? index : nil
        }
        CStrings.with(["OGR_GEOMETRY"]) { ignored in
            _ = OGR_L_SetIgnoredFields(layer, UnsafeMutablePointer(mutating: ignored))
        }
        OGR_L_ResetReading(layer)
        while found.count < InfoReport.mostSamples, let feature = OGR_L_GetNextFeature(layer) {
            defer { OGR_F_Destroy(feature) }
            for index in fields where OGR_F_IsFieldSetAndNotNull(feature, index) != 0 {
                if let text = OGR_F_GetFieldAsString(feature, index) { add(text) }
            }
        }
        OGR_L_ResetReading(layer)
    }

    private mutating func add(_ text: UnsafePointer<CChar>) {
        guard found.count < InfoReport.mostSamples else { return }
        let length = strlen(text)
        text.withMemoryRebound(to: UInt8.self, capacity: length) { base in
            let bytes = UnsafeBufferPointer(start: base, count: length)
            guard !UTF8Check.isASCII(bytes) else { return }
            let copy = Array(bytes)
            if seen.insert(copy).inserted { found.append(copy) }
        }
    }
}
