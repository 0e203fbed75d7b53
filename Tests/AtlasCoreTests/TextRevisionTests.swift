import AtlasCore
import AtlasSystem
import AtlasTestSupport
import Testing

struct TextRevisionTests {
  @Test(arguments: 0..<200)
  func editsOfManyStepsAreOneListOfEditsOfTheOriginal(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let original = Array("abcdefghij\nklmnop\n\nqrstuvwxyz".utf8)
    var revision = TextRevision(original)
    var expected = original
    for _ in 0..<Int.random(in: 0..<6, using: &random) {
      let edits = Self.edits(of: expected.count, &random)
      revision.apply(edits)
      for edit in edits.reversed() {
        expected.replaceSubrange(edit.range.bounds, with: Array(edit.replacement.utf8))
      }
      #expect(revision.bytes == expected)
    }
    var once = TextRevision(original)
    once.apply(revision.edits)
    #expect(once.bytes == expected)
    #expect(zip(revision.edits, revision.edits.dropFirst()).allSatisfy { $0.range.end < $1.range.start })
  }

  @Test func aPlaceLeadsBackToTheOriginal() {
    var revision = TextRevision(Array("one two three".utf8))
    revision.apply([TextEdit(TextRange(4, 7), "zwei"), TextEdit(TextRange(at: 13), "!")])
    #expect(revision.bytes == Array("one zwei three!".utf8))
    #expect(revision.originalOffset(of: 2) == 2)
    #expect(revision.originalOffset(of: 6) == 4)
    #expect(revision.originalOffset(of: 9) == 8)
    #expect(revision.originalOffset(of: 14) == 13)
    #expect(revision.originalOffset(of: 99) == 13)
  }

  static func edits(of count: Int, _ random: inout SeededRandom) -> [TextEdit] {
    var edits: [TextEdit] = []
    var position = 0
    while position <= count, edits.count < 4 {
      let start = Int.random(in: position...count, using: &random)
      let end = Int.random(in: start...min(count, start + 3), using: &random)
      let replacement = ["", "X", "\n", "long text\nof lines\n"].randomElement(using: &random) ?? ""
      edits.append(TextEdit(TextRange(start, end), replacement))
      position = end + 1
    }
    return edits
  }
}
