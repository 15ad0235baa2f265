import CGDAL

/// One layer of a file, open and ready to be read.
struct SourceLayer {
    let dataset: Dataset
    let handle: OGRLayerH
    /// The encoding the file itself names; nil when it names none.
    let declaredEncoding: String?
    /// The encoding text is decoded from; nil means bytes come as they are.
    let encoding: String?

    var name: String { OGR_L_GetName(handle).map { String(cString: $0) } ?? "" }
    var format: Format { dataset.format }
    var isEmpty: Bool { OGR_L_GetFeatureCount(handle, 1) == 0 }

    /// Opens the layers of one member, one after the other.
    static func all(
        of member: Source.Member, encoding: String? = nil, messages: Messages
    ) throws -> [SourceLayer] {
        switch member.format {
        case .shapefile: return try shapefile(member, encoding: encoding, messages: messages)
        case .excel, .openDocument: return try sheets(member, messages: messages)
        default:
            let dataset = try Dataset(path: member.path, format: member.format, messages: messages)
            return dataset.layers.map {
                SourceLayer(dataset: dataset, handle: $0, declaredEncoding: "UTF-8", encoding: "UTF-8")
            }
        }
    }

    private static func shapefile(
        _ member: Source.Member, encoding wanted: String?, messages: Messages
    ) throws -> [SourceLayer] {
        let plain = try Dataset(
            path: member.path, format: .shapefile, options: ["ENCODING="], messages: messages)
        let declared = plain.layers.first.flatMap { TextEncoding.declared(inShapefile: $0) }
        if let wanted, !TextEncoding.isKnown(wanted) {
            throw Failure(
                .usage, "The encoding \(wanted) is not known.",
                remedy: "Use a name like UTF-8, CP1254, CP1256 or ISO-8859-9.")
        }
        if let wanted, let declared, TextEncoding.canonical(wanted) != declared {
            messages.warn("The file says its text is \(declared); it was read as \(wanted), as asked.")
        }
        guard let encoding = wanted.map(TextEncoding.canonical) ?? declared else {
            return plain.layers.map {
                SourceLayer(dataset: plain, handle: $0, declaredEncoding: nil, encoding: nil)
            }
        }
        let decoded = try Dataset(
            path: member.path, format: .shapefile, options: ["ENCODING=\(encoding)"], messages: messages)
        return decoded.layers.map {
            SourceLayer(dataset: decoded, handle: $0, declaredEncoding: declared, encoding: encoding)
        }
    }

    /// Sheets, each with its first row as header when the driver or the look of that row says so.
    private static func sheets(_ member: Source.Member, messages: Messages) throws -> [SourceLayer] {
        let dataset = try Dataset(path: member.path, format: member.format, messages: messages)
        var forced: Dataset?
        return try dataset.layers.map { handle in
            let plain = SourceLayer(
                dataset: dataset, handle: handle, declaredEncoding: "UTF-8", encoding: "UTF-8")
            guard SheetHeader.isHidden(in: handle), let option = member.format.headerOption else {
                return plain
            }
            if forced == nil {
                CPLSetConfigOption(option, "FORCE")
                defer { CPLSetConfigOption(option, nil) }
                let again = try Dataset(path: member.path, format: member.format, messages: messages)
                // The driver reads a sheet, and looks at the setting, when a layer is first asked for
                // something.
                for layer in again.layers { _ = OGR_L_GetFeatureCount(layer, 1) }
                forced = again
            }
            guard let forced, let other = forced.layer(named: plain.name) else { return plain }
            return SourceLayer(dataset: forced, handle: other, declaredEncoding: "UTF-8", encoding: "UTF-8")
        }
    }
}
