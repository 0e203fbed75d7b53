import AtlasTestSupport
import Testing

struct DocumentationTests {
  /// An example after `<!-- from NAME -->` is made of lines of that golden file.
  @Test func examplesAreLinesOfTheGoldens() throws {
    let root = SharedMaterial.packageRoot
    let page = try #require(TestFiles.read(root + "/docs/engineering/reports.md"))
    var golden: Set<Substring>?
    var isInside = false
    var examples = 0
    for line in String(decoding: page, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("<!-- from ") {
        let name = line.split(separator: " ")[2]
        let file = try #require(TestFiles.read("\(root)/Tests/AtlasReportTests/Goldens/\(name)"))
        golden = Set(String(decoding: file, as: UTF8.self).split(separator: "\n"))
      } else if line.hasPrefix("```") {
        isInside.toggle()
        if !isInside { golden = nil }
      } else if isInside, let golden {
        #expect(golden.contains(line), "not in the golden file: \(line)")
        examples += 1
      }
    }
    #expect(examples > 10)
  }
}
