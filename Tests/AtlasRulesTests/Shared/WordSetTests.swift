import Testing

@testable import AtlasRules

/// A set steps over bytes by the length of its shortest phrase, a set of one phrase by the length of that: whichever way the
/// search goes, it finds the same.
@Suite struct WordSetTests {
  private static let lists: [[String]] = [
    ["fail|", "failover*", "fall back", "retry*", "time out", "timed out"],
    ["go", "google cloud", "Redis", "redis cluster", "p99", "x"],
    ["???", "<your-", "X.X", "n/a", "todo", "TODO list"],
    ["low latency", "latency", "at scale", "scalable", "high performance computing"],
    ["é", "größe", "naïve*", "a"],
  ]

  private static let texts = [
    "", "x", "go", "a", "Fail-over: retries time out, TIME-OUT, timed  out; fall-back falls back.",
    "Google-Cloud runs redis cluster, Redis Cluster and go_redis; p99 is p99.9, x", "mango cargo go.go go",
    "is it ???? or <your-db>? 1.X.X X.X N/A todo list, TODO list",
    "Low Latency at-scale unscalable scalable!",
    "Über die GRÖßE größe grösse; naïveté, é É aé a", "low latencylow latency low-latency",
  ]

  @Test(arguments: lists, texts)
  func findsWhatItsPhrasesFindAlone(list: [String], text: String) {
    let bytes = Array(text.utf8)
    let set = WordSet(list)
    let alone = list.map { WordSet([$0]) }
    for start in 0...bytes.count {
      let found = alone.compactMap { $0.first(in: bytes, from: start) }
      let first = found.min { ($0.lowerBound, -$0.upperBound) < ($1.lowerBound, -$1.upperBound) }
      #expect(set.first(in: bytes, from: start) == first)
    }
    #expect(set.stands(in: WordStarts([bytes])) == set.stands(in: bytes))
  }
}
