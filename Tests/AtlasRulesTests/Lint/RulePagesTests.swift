import AtlasCore
import AtlasRules
import AtlasSystem
import AtlasTestSupport
import Testing

/// The pages of the rules in docs/engineering/rules are made from the rules.
struct RulePagesTests {
  private static let folder = BytePath(SharedMaterial.packageRoot).appending("docs/engineering/rules")

  @Test(arguments: RulePage.files.map(\.name))
  func thePageOfARuleIsCurrent(name: String) throws {
    let page = try FileContent.read(Self.folder.appending(BytePath(name))).bytes
    let made = try #require(RulePage.files.first { $0.name == name }).text
    #expect(String(decoding: page, as: UTF8.self) == made, "run make generated")
  }

  @Test func thereIsNoPageOfARuleThatIsGone() throws {
    let names = try FolderListing.names(in: Self.folder).map(\.description)
    #expect(Set(names) == Set(RulePage.files.map(\.name)), "delete what make generated no longer writes")
  }
}
