import Testing

@testable import TabaqaRendering

@Suite struct ClassBreaksTests {
    @Test func `quantiles hold about equally many values`() throws {
        var generator = SeededGenerator(5)
        let values = (0..<1000).map { _ in Double.random(in: 0...1, using: &generator) }
        let classes = try #require(ClassBreaks(values, .quantile(5)))
        #expect(classes.count == 5 && classes.counts.reduce(0, +) == 1000)
        #expect(classes.counts.allSatisfy { (185...215).contains($0) })
        #expect(classes.breaks == classes.breaks.sorted() && !classes.isWhole)
    }

    @Test func `repeated values make fewer classes, never an empty one`() throws {
        let classes = try #require(ClassBreaks([0, 0, 0, 0, 0, 0, 0, 3, 4], .quantile(5)))
        #expect(classes.isWhole && classes.counts.allSatisfy { $0 > 0 } && classes.counts.reduce(0, +) == 9)
        let same = try #require(ClassBreaks([7, 7, 7], .quantile(5)))
        #expect(same.counts == [3] && same.breaks.isEmpty)
    }

    @Test func `fixed breaks hold whatever the values are, lower end included`() throws {
        let classes = try #require(ClassBreaks([1, 5, 9, 10, 99, .nan], .fixed([100, 10, 5, .nan])))
        #expect(classes.breaks == [5, 10, 100] && classes.counts == [1, 2, 2, 0])
        #expect(classes.place(5) == 1 && classes.place(4.999) == 0 && classes.place(.nan) == nil)
        #expect(ClassBreaks([1, 2], .fixed([1.5]))?.isWhole == false)
    }

    @Test func `no numbers, no classes`() {
        #expect(ClassBreaks([], .quantile(5)) == nil)
        #expect(ClassBreaks([.nan, .infinity], .quantile(5)) == nil)
        #expect(ClassBreaks([1], .quantile(-3))?.counts == [1])
        #expect(ClassBreaks([1, 2], .quantile(.max))?.counts.reduce(0, +) == 2)
    }
}
