import Glibc

/// The program: `tabaqa-media MAX [--orientation N] < photo > picture.jpg`.
///
/// Makes a JPEG of at most `MAX` pixels on its longer side out of a JPEG, PNG, WebP or HEIF file, turned as EXIF's
/// orientation `N` says. Only pixels pass: the picture is encoded anew and nothing of the photo is copied.
@main
enum Program {
    static let usage = """
        tabaqa-media MAX [--orientation 1…8] < PHOTO > PICTURE.jpg

        MAX is the longer side in pixels, 16 to 8192. PHOTO is JPEG, PNG, WebP or HEIF.

        """

    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        if words == ["--help"] || words == ["-h"] {
            say(usage, to: 1)
            return
        }
        do {
            let arguments = try Arguments(words)
            Limits.apply()
            let photo = try StandardStreams.readAll(limit: Limits.mostBytes)
            let picture = try PhotoFormat.decode(photo, fitting: arguments.side)
                .scaled(fitting: arguments.side).turned(arguments.orientation)
            try StandardStreams.write(JPEGEncoder.encode(picture))
        } catch {
            let refusal = error as? Refusal ?? Refusal(.software, "\(error)")
            say(refusal.line, to: 2)
            exit(refusal.status.rawValue)
        }
    }

    nonisolated private static func say(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        _ = write(descriptor, bytes, bytes.count)
    }
}
