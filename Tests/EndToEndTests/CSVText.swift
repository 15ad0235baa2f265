/// A small RFC 4180 reader for tests, independent of the one under test.
enum CSVText {
    static func rows(_ text: String) throws -> [[String: String]] {
        var records: [[String]] = []
        var record: [String] = []
        var cell: [Unicode.Scalar] = []
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        var index = 0
        func finishCell() {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: cell)
            record.append(String(view))
            cell = []
        }
        while index < scalars.count {
            let scalar = scalars[index]
            if isQuoted {
                if scalar == "\"" {
                    if index + 1 < scalars.count, scalars[index + 1] == "\"" {
                        cell.append(scalar)
                        index += 1
                    } else {
                        isQuoted = false
                    }
                } else {
                    cell.append(scalar)
                }
            } else if scalar == "\"" {
                isQuoted = true
            } else if scalar == "," {
                finishCell()
            } else if scalar == "\n" {
                finishCell()
                records.append(record)
                record = []
            } else if scalar != "\r" {
                cell.append(scalar)
            }
            index += 1
        }
        if !cell.isEmpty || !record.isEmpty {
            finishCell()
            records.append(record)
        }
        guard let header = records.first else { return [] }
        return records.dropFirst().map { row in
            Dictionary(zip(header, row), uniquingKeysWith: { first, _ in first })
        }
    }
}
