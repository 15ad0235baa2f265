import CGDAL

/// Names of encodings: what a Shapefile declares, and what iconv understands.
enum TextEncoding {
    /// The encoding a Shapefile names in its .cpg or in its language byte; nil when it names none we can
    /// decode.
    ///
    /// A language byte of 0x57 says only "some ANSI code page", which GDAL takes for Latin-1: that is no
    /// declaration.
    static func declared(inShapefile layer: OGRLayerH) -> String? {
        if let named = item("CPG_VALUE", of: layer) {
            let name = canonical(named)
            if isKnown(name) { return name }
        }
        guard item("LDID_VALUE", of: layer) != "87", let named = item("ENCODING_FROM_LDID", of: layer) else {
            return nil
        }
        let name = canonical(named)
        return isKnown(name) ? name : nil
    }

    /// `UTF-8`, `CP1254`, `ISO-8859-9` for the many ways these are written.
    static func canonical(_ name: String) -> String {
        let upper = name.uppercased().filter { !$0.isWhitespace }
        let digits = String(upper.drop { !$0.isNumber })
        switch upper {
        case "UTF8", "UTF-8", "65001", "CP65001": return "UTF-8"
        case _ where upper.hasPrefix("ISO") && digits.hasPrefix("8859"),
            _ where digits == upper && upper.hasPrefix("8859"):
            return "ISO-8859-" + digits.dropFirst(4).drop { $0 == "-" || $0 == "_" }
        case _
        where digits.allSatisfy(\.isNumber) && (3...5).contains(digits.count)
            && ["", "CP", "CP-", "ANSI", "OEM", "WINDOWS-", "WINDOWS", "WIN", "WIN-"].contains(
                String(upper.dropLast(digits.count))):
            return "CP" + digits
        default: return upper
        }
    }

    static func isKnown(_ name: String) -> Bool {
        let plain = canonical(name)
        guard !plain.isEmpty, plain.utf8.count < 40, plain.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return false
        }
        return plain == "UTF-8" || CPLCanRecode("a", plain, "UTF-8") != 0
    }

    private static func item(_ name: String, of layer: OGRLayerH) -> String? {
        guard let value = GDALGetMetadataItem(layer, name, "SHAPEFILE") else { return nil }
        let text = String(cString: value)
        return text.isEmpty ? nil : text
    }
}
