import AtlasCore

/// One thing that a page of a kind has to show. Every system has eight such pages, and each has to show four things or so;
/// which, the specification says with their names here.
struct SlotRequirement: Sendable {
  /// What decides whether a page shows it.
  enum Evidence: Sendable {
    /// Words of a list stand in as many texts. The list is an option of the rule, called as the requirement.
    case words([String], texts: Int = 1)
    /// Words of a list stand in a diagram, in as many labels.
    case wordsInDiagram([String], labels: Int = 1)
    /// Each of several words, at least so many of them, stands somewhere.
    case different([String], count: Int)
    /// Whatever the facts of the page tell.
    case facts(@Sendable (SlotFacts) -> Bool)
  }

  var id: String
  /// "the page does not show …"
  var lack: String
  /// What to add.
  var help: String
  var evidence: Evidence

  /// The words, where words decide.
  var words: [String]? {
    switch evidence {
    case .words(let words, _), .wordsInDiagram(let words, _), .different(let words, _): words
    case .facts: nil
    }
  }

  func isMet(by facts: SlotFacts, _ settings: RuleSettings) -> Bool {
    switch evidence {
    case .words(_, let texts):
      facts.claims.speaks(of: settings.words(id))
        && (texts == 1 || facts.claims.count(of: settings.words(id)) >= texts)
    case .wordsInDiagram(_, let labels):
      facts.claims.statements.count { $0.diagram != nil && settings.words(id).stands(in: $0.bytes) }
        >= labels
    case .different(_, let count):
      settings.families(id).count { facts.claims.speaks(of: $0) } >= count
    case .facts(let isMet): isMet(facts)
    }
  }
}

extension SlotRequirement {
  /// All that can be required, in the order of the slots.
  static let all: [SlotRequirement] =
    architecture + requestFlow + storage + failureDomains + scaleEvolution + costBreakdown + novelSolutions
    + operations

  static func named(_ id: String) -> SlotRequirement? { all.first { $0.id == id } }

  private static let architecture: [SlotRequirement] = [
    SlotRequirement(
      id: "instance-types", lack: "instance types for half of what computes or keeps state",
      help: "name the machine of each service and store, such as r6i.8xlarge",
      evidence: .facts(\.namesMachines)),
    SlotRequirement(
      id: "production-numbers", lack: "five figures of production",
      help: "add throughput, latency, sizes and counts, each with its unit",
      evidence: .facts { $0.figureCount >= 5 }),
    SlotRequirement(
      id: "timeouts", lack: "a timeout or retry with its value",
      help: "label connections with their timeouts and retries, such as timeout 30s, 3 retries",
      evidence: .facts(\.hasTimeout)),
    SlotRequirement(
      id: "component-costs", lack: "what three components cost",
      help: "add to each component what it costs, such as $40K/month",
      evidence: .facts { $0.costs.count >= 3 }),
  ]

  private static let requestFlow: [SlotRequirement] = [
    SlotRequirement(
      id: "hop-latency", lack: "a diagram with a latency on most of its hops",
      help: "label each hop with its share of the budget, such as p99: 10ms", evidence: .facts(\.measuresHops)
    ),
    SlotRequirement(
      id: "fallback", lack: "a fallback path in its diagrams",
      help: "draw what happens when a hop fails: a dashed link, an alt block, a fallback",
      evidence: .facts(\.hasFallback)),
    SlotRequirement(
      id: "percentiles", lack: "p50 and p99",
      help: "annotate the flow with p50 and p99, better with p99.9 too",
      evidence: .different(["p50*|median", "p99*"], count: 2)),
  ]

  private static let storage: [SlotRequirement] = [
    SlotRequirement(
      id: "database-sizes", lack: "the size of half of its databases",
      help: "add to each database what it keeps, such as PostgreSQL 15, 40TB",
      evidence: .facts(\.sizesDatabases)),
    SlotRequirement(
      id: "consistency", lack: "a boundary of consistency",
      help: "mark what is strong and what is eventual, on links or around subgraphs",
      evidence: .wordsInDiagram([
        "consisten*", "lineariz*", "serializ*", "eventual*", "strong*", "quorum*", "causal*", "ACID",
        "read your writes",
      ])),
    SlotRequirement(
      id: "replication-lag", lack: "a measured replication lag",
      help: "add the lag of each replica, such as Replication lag: 50ms",
      evidence: .facts { $0.claims.states([.lag]) }),
    SlotRequirement(
      id: "backup", lack: "a strategy of backup and recovery",
      help: "add backups with their RPO and RTO, such as PITR, RPO: 5 minutes",
      evidence: .words(["backup*", "back up", "PITR", "point in time", "snapshot*", "RPO"])),
  ]

  private static let failureDomains: [SlotRequirement] = [
    SlotRequirement(
      id: "blast-radius", lack: "a blast radius",
      help: "add to each component how far its failure reaches, such as Blast radius: 15% of traffic",
      evidence: .facts { $0.claims.states([.blastRadius]) }),
    SlotRequirement(
      id: "cascade", lack: "a cascading path of failure", help: "draw how one failure leads to the next",
      evidence: .words(["cascad*", "domino*", "ripple*", "amplif*", "chain reaction*", "knock on"])),
    SlotRequirement(
      id: "breakers", lack: "a circuit breaker or bulkhead",
      help: "draw them with their thresholds, such as opens at 50% errors",
      evidence: .words(["circuit break*", "circuitbreaker*", "bulkhead*"])),
    SlotRequirement(
      id: "dated-incidents", lack: "an incident with its date",
      help: "add incidents that happened, with date, duration and source", evidence: .facts(\.datesIncident)),
  ]

  private static let scaleEvolution: [SlotRequirement] = [
    SlotRequirement(
      id: "bottlenecks", lack: "what broke at three levels",
      help: "say for each level what broke",
      evidence: .words(
        [
          "bottleneck*", "broke", "breaks", "breaking", "limit*", "problem*", "challenge*", "issue*",
          "failure*",
          "pain", "crash*", "overload*", "slow*", "outage*",
        ], texts: 3)),
    SlotRequirement(
      id: "remedies", lack: "how it was mended at three levels",
      help: "say for each level what was done about it",
      evidence: .words(
        [
          "solution*", "fix", "fixed", "fixes", "migrat*", "introduc*", "shard*", "moved", "replac*", "added",
          "split*", "rewr*", "adopt*", "resolved", "decompos*", "innovation*", "cach*", "optimi*",
          "partition*",
        ], texts: 3)),
    SlotRequirement(
      id: "level-costs", lack: "what three levels cost",
      help: "say for each level what it cost, such as $40K/month",
      evidence: .facts { $0.costs.count >= 3 }),
  ]

  private static let costBreakdown: [SlotRequirement] = [
    SlotRequirement(
      id: "component-amounts", lack: "amounts of four components",
      help: "break the total down: compute, storage, network, others",
      evidence: .facts { $0.costs.count >= 4 }),
    SlotRequirement(
      id: "unit-cost", lack: "the cost of a request, a transaction or a user",
      help: "divide: $0.0012/transaction", evidence: .facts(\.hasUnitCost)),
    SlotRequirement(
      id: "savings", lack: "an optimisation with what it saves",
      help: "add what could be saved and how much, such as saves $2M/year", evidence: .facts(\.hasSaving)),
    SlotRequirement(
      id: "reserved-split", lack: "a split of reserved and on-demand",
      help: "say what share is reserved, on demand and spot",
      evidence: .words([
        "reserved", "on demand", "ondemand", "spot", "savings plan*", "committed use", "preemptible",
        "own hardware",
        "owned",
      ])),
  ]

  private static let novelSolutions: [SlotRequirement] = [
    SlotRequirement(
      id: "problems", lack: "two problems of this scale with their solutions",
      help: "set each problem beside its solution", evidence: .facts(\.pairsProblems)),
    SlotRequirement(
      id: "open-source", lack: "a contribution to open source",
      help: "name the projects, with a link, or say that there are none",
      evidence: .words(["open source*", "opensource*", "github", "apache", "CNCF", "Linux Foundation"])),
    SlotRequirement(
      id: "patents", lack: "patents", help: "name the patents filed, or say that there are none",
      evidence: .words(["patent*"])),
  ]

  private static let operations: [SlotRequirement] = [
    SlotRequirement(
      id: "pipeline", lack: "three steps of a deployment",
      help: "draw the pipeline: build, test, canary, rollout",
      evidence: .different(
        [
          "build|builds", "test|tests|testing", "canary|canaries", "staging", "rollout*|roll out",
          "deploy*", "pipeline*", "blue green", "rollback*|roll back", "CI|CI/CD|continuous integration",
          "release*", "feature flag*", "approval*|code review*",
        ], count: 3)),
    SlotRequirement(
      id: "alerting", lack: "monitoring with alerts",
      help: "name the tools, and from which value on they alert",
      evidence: .words(["alert*", "page|pages|paging|paged", "threshold*"])),
    SlotRequirement(
      id: "on-call", lack: "who is on call",
      help: "add rotation, escalation and who is called",
      evidence: .words([
        "on call", "oncall", "escalat*", "PagerDuty", "pagerduty", "Opsgenie", "rotation*", "runbook*",
      ])),
    SlotRequirement(
      id: "chaos", lack: "chaos engineering",
      help: "add experiments, how often they run and what they break, or say that there are none",
      evidence: .words([
        "chaos*", "game day*", "gameday*", "fault injection*", "failure injection*", "simian*", "gremlin",
        "disaster recovery test*", "dr test*", "dr drill*", "failure test*", "failover test*",
        "resilience test*",
      ])),
  ]
}
