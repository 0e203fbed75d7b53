import AtlasCore
import Glibc
import Testing

@testable import AtlasStore

struct StoreClosingTests {
  private let workspace = StoreWorkspace()

  @Test func droppedOrFinishedLeavesNoFileOpen() {
    workspace.write(Sample.results(5))
    #expect(openFiles() == [])
    for bodies in [Store.Bodies.now, .onDemand] {
      #expect(workspace.open().hits(bodies, among: 5).count == 5)
    }
    #expect(openFiles() == [])
    let store = workspace.open()
    _ = store.loadState()
    #expect(!openFiles().isEmpty)
    store.close()
    #expect(openFiles() == [])
    #expect(!store.isOpen && store.loadResults().count == 0)
  }

  @Test func damageLeavesNoFileOpen() throws {
    workspace.write(Sample.results(5))
    try workspace.sql("DROP TABLE body")
    do {
      let store = workspace.open()
      _ = store.loadResults(bodies: .now)
    }
    #expect(openFiles() == [])
  }

  /// The files inside the workspace that this process has open.
  private func openFiles() -> [String] {
    StoreFiles.names(in: "/proc/self/fd").compactMap { name in
      var target = [CChar](repeating: 0, count: 4096)
      let link = BytePath("/proc/self/fd").appending(name)
      guard link.withCString({ readlink($0, &target, 4095) }) > 0 else { return nil }
      let path = String(decoding: target.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      return path.hasPrefix(workspace.root.description) ? path : nil
    }
  }
}
