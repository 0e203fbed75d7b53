import AtlasCore
import AtlasSystem
import Glibc
import Testing

@Suite struct FileLockTests {
  @Test func aSecondTakerIsRefusedAndToldWhoHoldsIt() throws {
    let folder = try TestFolder()
    let path = folder.path("lock")
    let lock = try FileLock.acquire(path)
    let error = #expect(throws: FileLockError.self) { _ = try FileLock.acquire(path) }
    #expect(error == .held(path, by: getpid()))
    #expect(error?.description == "\(path) is locked by process \(getpid()); wait for it to end")
    _ = consume lock
    _ = try FileLock.acquire(path)
    #expect(path.exists)
  }

  @Test func aTakerThatWaitsGetsTheLockWhenItIsFree() async throws {
    let folder = try TestFolder()
    let path = folder.path("lock")
    let lock = try FileLock.acquire(path)
    let executor = BlockingExecutor(threads: 1)
    async let waited = executor.run { () -> Bool in
      (try? FileLock.acquire(path, timeout: .seconds(60))) != nil
    }
    try await Task.sleep(for: .milliseconds(20))
    _ = consume lock
    #expect(await waited)
    executor.shutDown()
  }

  @Test func aTimeOutEndsTheWait() throws {
    let folder = try TestFolder()
    let lock = try FileLock.acquire(folder.path("lock"))
    #expect(throws: FileLockError.self) {
      _ = try FileLock.acquire(folder.path("lock"), timeout: .milliseconds(5))
    }
    _ = consume lock
  }

  @Test func readersShareAndExcludeTheWriter() throws {
    let folder = try TestFolder()
    let one = try FileLock.acquire(folder.path("lock"), mode: .shared)
    let two = try FileLock.acquire(folder.path("lock"), mode: .shared)
    #expect(throws: FileLockError.self) { _ = try FileLock.acquire(folder.path("lock")) }
    _ = consume one
    _ = consume two
  }

  @Test func aFolderThatIsNotThereIsAnErrorOfTheSystem() {
    let error = #expect(throws: FileLockError.self) { _ = try FileLock.acquire("/nowhere/lock") }
    #expect(error == .system(SystemError("lock", "/nowhere/lock", code: ENOENT)))
  }
}
