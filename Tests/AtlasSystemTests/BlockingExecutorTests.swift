import Glibc
import Synchronization
import Testing

@testable import AtlasSystem

/// What happened, in order, from any thread.
final class EventLog: Sendable {
  private let entries = Mutex<[String]>([])
  func add(_ entry: String) { entries.withLock { $0.append(entry) } }
  var events: [String] { entries.withLock { $0 } }
}

@Suite struct BlockingExecutorTests {
  @Test func workRunsOnAThreadOfItsOwn() async {
    let executor = BlockingExecutor(threads: 1)
    let first = await executor.run { UInt(bitPattern: pthread_self().hashValue) }
    let second = await executor.run { UInt(bitPattern: pthread_self().hashValue) }
    #expect(first == second)
    #expect(executor.threadCount == 1)
    executor.shutDown()
  }

  @Test func itBlocksInAsManyThreadsAsItMayHave() async {
    let executor = BlockingExecutor(threads: 6)
    let arrived = Monitor(0)
    // Each waits for all six: with a thread less this would never end.
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<6 {
        group.addTask {
          await executor.run {
            arrived.withLock { $0 += 1 }
            arrived.wakeAll()
            arrived.wait { $0 == 6 ? () : nil }
          }
        }
      }
    }
    #expect(executor.threadCount == 6)
    executor.shutDown()
  }

  @Test func moreWorkThanThreadsIsDoneAll() async {
    let executor = BlockingExecutor(threads: 3)
    let total = await withTaskGroup(of: Int.self) { group in
      for number in 1...500 { group.addTask { await executor.run { number } } }
      return await group.reduce(0, +)
    }
    #expect(total == 125_250)
    #expect(executor.threadCount <= 3)
    executor.shutDown()
  }

  @Test func anErrorReachesTheCallerWithItsType() async {
    let executor = BlockingExecutor(threads: 1)
    do throws(SystemError) {
      _ = try await executor.run { () throws(SystemError) -> Int in throw SystemError("try", code: EIO) }
      Issue.record("no error")
    } catch {
      #expect(error.code == EIO)
    }
    executor.shutDown()
  }

  @Test func workThatComesAfterTheEndIsStillDone() async {
    let executor = BlockingExecutor(threads: 1)
    #expect(await executor.run { 1 } == 1)
    executor.shutDown()
    #expect(await executor.run { 2 } == 2)
  }
}
