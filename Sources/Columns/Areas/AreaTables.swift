internal import TabaqaFeatureModel

/// What an area index is made of, as arrays or mapped; `AreaIndex` says what each table holds.
struct AreaTables<Signed: RandomAccessCollection<Int32>, Unsigned: RandomAccessCollection<UInt32>>
where Signed.Index == Int, Unsigned.Index == Int {
    var square: CurveSquare
    var level: Int
    var root: Int32
    var nodes: Signed
    var listStarts: Unsigned
    var candidates: Signed
    var candidateBands: Unsigned
    var bandStarts: Unsigned
    var bandEdges: Unsigned

    static var greatestLevel: Int { 16 }

    /// Whether no number leads outside a table.
    func isSound(positions: Int, areas: Int) -> Bool {
        guard square.side.isNormal, square.side > 0, square.side.significand == 1, square.minX.isFinite,
            square.minY.isFinite,
            (0...Self.greatestLevel).contains(level), nodes.count % 4 == 0,
            candidates.count == candidateBands.count, Self.ascends(listStarts, to: candidates.count),
            Self.ascends(bandStarts, to: bandEdges.count)
        else { return false }
        let blocks = nodes.count / 4
        let lists = listStarts.count - 1
        func isNode(_ code: Int32, below block: Int) -> Bool {
            if code >= -1 { return code < areas }
            let number = -2 - Int(code)
            return number & 1 == 1 ? number >> 1 < lists : number >> 1 < block
        }
        guard isNode(root, below: blocks) else { return false }
        for (index, code) in nodes.enumerated() where !isNode(code, below: index / 4) { return false }
        for code in candidates where (code < 0 ? -1 - Int(code) : Int(code)) >= areas { return false }
        let bands = bandStarts.count - 1
        for (code, band) in zip(candidates, candidateBands) where code >= 0 && band >= bands { return false }
        for edge in bandEdges where Int(edge) + 1 >= positions { return false }
        return true
    }

    private static func ascends(_ starts: Unsigned, to end: Int) -> Bool {
        guard starts.first == 0, starts.last.map(Int.init) == end else { return false }
        var last: UInt32 = 0
        for start in starts {
            guard start >= last else { return false }
            last = start
        }
        return true
    }
}

extension AreaTables where Signed == MappedArray<Int32>, Unsigned == MappedArray<UInt32> {
    /// - Parameter header: `AreaIndex.headerCount` numbers: west and south edge, side, level, root.
    init(
        header: MappedArray<UInt64>, nodes: Signed, listStarts: Unsigned, candidates: Signed,
        candidateBands: Unsigned, bandStarts: Unsigned, bandEdges: Unsigned
    ) {
        self.init(
            square: CurveSquare(
                minX: Double(bitPattern: header[0]), minY: Double(bitPattern: header[1]),
                side: Double(bitPattern: header[2])),
            level: Int(truncatingIfNeeded: header[3]), root: Int32(truncatingIfNeeded: header[4]),
            nodes: nodes, listStarts: listStarts, candidates: candidates, candidateBands: candidateBands,
            bandStarts: bandStarts, bandEdges: bandEdges)
    }
}

extension AreaTables where Signed == [Int32], Unsigned == [UInt32] {
    func write(to writer: inout ColumnFileWriter) throws {
        let header = [
            square.minX.bitPattern, square.minY.bitPattern, square.side.bitPattern, UInt64(level),
            UInt64(UInt32(bitPattern: root)),
        ]
        try writer.add(.areaSquare, header)
        try writer.add(.areaNodes, nodes)
        try writer.add(.areaListStarts, listStarts)
        try writer.add(.areaCandidates, candidates)
        try writer.add(.areaCandidateBands, candidateBands)
        try writer.add(.areaBandStarts, bandStarts)
        try writer.add(.areaBandEdges, bandEdges)
    }
}
