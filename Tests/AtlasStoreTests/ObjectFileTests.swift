import AtlasCore
import Glibc
import Testing

@testable import AtlasStore

struct ObjectFileTests {
  private let workspace = StoreWorkspace()
  private let large = Sample.result(0, size: Sample.largeSize)

  enum Fault: CaseIterable {
    case missing, empty, truncated, longer, flipped, folder, fullFolder, link, pipe, parentIsAFile, allIsAFile
  }

  private func inflict(_ fault: Fault, on path: BytePath) {
    var bytes = large.body
    switch fault {
    case .missing: StoreFiles.remove(path)
    case .empty: workspace.replace(path, with: [])
    case .truncated: workspace.replace(path, with: Array(bytes.dropLast()))
    case .longer: workspace.replace(path, with: bytes + [0])
    case .flipped:
      bytes[100] ^= 1
      workspace.replace(path, with: bytes)
    case .folder:
      StoreFiles.remove(path)
      #expect(StoreFiles.makeFolder(path) == 0)
    case .fullFolder:
      StoreFiles.remove(path)
      #expect(StoreFiles.makeFolder(path.appending("inside")) == 0)
    case .link:
      StoreFiles.remove(path)
      #expect(path.withCString { symlink("/dev/zero", $0) } == 0)
    case .pipe:
      StoreFiles.remove(path)
      #expect(path.withCString { mkfifo($0, 0o600) } == 0)
    case .parentIsAFile:
      StoreFiles.remove(path.parent)
      workspace.replace(path.parent, with: [1])
    case .allIsAFile:
      StoreFiles.remove(path.parent.parent)
      workspace.replace(path.parent.parent, with: [1])
    }
  }

  @Test(arguments: Fault.allCases)
  func faultyFileIsAMissThatHeals(_ fault: Fault) throws {
    workspace.write([large])
    inflict(fault, on: try #require(workspace.onlyObject()))
    let store = workspace.open()
    #expect(store.loadResults(bodies: .now).lookup(large.key) == nil)
    #expect(store.hits(.onDemand, among: 1).isEmpty)
    #expect(store.result(for: large.key) == nil)
    #expect(store.problems.map(\.kind) == [.damagedRows])
    #expect(workspace.write([large]) == nil)
    #expect(workspace.open().result(for: large.key) == large)
    #expect(workspace.open().hits(.now, among: 1) == [0: large.body])
  }

  @Test func fileOfAnotherResultIsAMiss() throws {
    workspace.write([large])
    let path = try #require(workspace.onlyObject())
    workspace.replace(path, with: Sample.result(1, size: Sample.largeSize).body)
    #expect(workspace.open().result(for: large.key) == nil)
  }

  @Test func equalBodiesShareOneFile() {
    var twin = large
    twin.key = Sample.key(1)
    workspace.write([large, twin])
    #expect(StoreInspection(workspace.open()).objectFiles().count == 1)
    #expect(workspace.open().result(for: twin.key) == twin)
  }

  @Test func writingLeavesNoTemporaryFiles() {
    workspace.write([large, Sample.result(1, size: 100_000)])
    let files = StoreInspection(workspace.open()).objectFiles()
    #expect(files.count == 2)
    #expect(files.allSatisfy { $0.name.bytes.count == 30 })
  }
}
