public import TabaqaFeatureModel

/// The text encodings files of the trade come in.
public enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case windows1250 = "windows-1250"
    case windows1252 = "windows-1252"
    case windows1254 = "windows-1254"
    case windows1256 = "windows-1256"
    case iso8859Part1 = "iso-8859-1"
    case iso8859Part6 = "iso-8859-6"
    case iso8859Part9 = "iso-8859-9"
    case cp857 = "cp857"

    /// The encoding people mean by `name` (`UTF8`, `cp1254`, `latin5`, …), whatever its case and punctuation.
    public init?(named name: String) {
        let plain = name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        switch plain {
        case "utf8", "65001", "ascii", "usascii": self = .utf8
        case "utf16", "utf16le", "ucs2", "unicode": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        case "windows1250", "cp1250", "1250", "ansi1250", "win1250": self = .windows1250
        case "windows1252", "cp1252", "1252", "ansi1252", "win1252", "ansi": self = .windows1252
        case "windows1254", "cp1254", "1254", "ansi1254", "win1254": self = .windows1254
        case "windows1256", "cp1256", "1256", "ansi1256", "win1256": self = .windows1256
        case "iso88591", "latin1", "88591": self = .iso8859Part1
        case "iso88596", "arabic", "88596": self = .iso8859Part6
        case "iso88599", "latin5", "88599": self = .iso8859Part9
        case "cp857", "857", "ibm857", "oem857", "dos857": self = .cp857
        default: return nil
        }
    }

    /// - Throws: `option.invalid` naming the encodings there are.
    public init(option name: String) throws(Fault) {
        guard let encoding = TextEncoding(named: name) else {
            throw Fault(
                .optionInvalid, "The encoding “\(name)” is not known.",
                remedy: "Use one of: " + Self.allCases.map(\.rawValue).joined(separator: ", ") + ".")
        }
        self = encoding
    }

    /// The name GDAL and iconv know it by.
    public var iconvName: String {
        switch self {
        case .utf8, .utf16LittleEndian, .utf16BigEndian: rawValue
        case .windows1250: "CP1250"
        case .windows1252: "CP1252"
        case .windows1254: "CP1254"
        case .windows1256: "CP1256"
        case .iso8859Part1, .iso8859Part6, .iso8859Part9: rawValue.uppercased()
        case .cp857: "CP857"
        }
    }

    /// The code points of the bytes 0x80–0xFF; nil where the encoding is not of one byte per character.
    var upperHalf: [UInt16]? {
        switch self {
        case .utf8, .utf16LittleEndian, .utf16BigEndian: nil
        case .windows1250: SingleByteTables.windows1250
        case .windows1252: SingleByteTables.windows1252
        case .windows1254: SingleByteTables.windows1254
        case .windows1256: SingleByteTables.windows1256
        case .iso8859Part1: (0x80...0xFF).map { UInt16($0) }
        case .iso8859Part6: SingleByteTables.iso8859Part6
        case .iso8859Part9: SingleByteTables.iso8859Part9
        case .cp857: SingleByteTables.cp857
        }
    }
}
