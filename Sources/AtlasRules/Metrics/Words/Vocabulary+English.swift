/// The words of the grammar itself, as tables: units, roles, glue. Nouns that make a count, products with versions, and
/// units whose names differ between libraries (`UnitWord`) are the specification's.
extension Vocabulary {
  static let english: Vocabulary = {
    var words = Vocabulary()
    words.addUnits()
    words.addRates()
    words.addNouns()
    words.addSubjects()
    words.addGlue()
    words.addDates()
    words.addSources()
    return words
  }()

  private mutating func addUnits() {
    for (names, seconds, exponent) in [
      ("ns nsec nanos nanosecond nanoseconds", 1.0, -9),
      ("us µs μs usec micros microsecond microseconds", 1, -6),
      ("ms msec msecs millis millisecond milliseconds", 1, -3),
      ("s sec secs second seconds", 1, 0),
      ("m min mins minute minutes", 60, 0),
      ("h hr hrs hour hours", 3600, 0),
    ] {
      for name in names.split(separator: " ") {
        add(String(name), .time, numerator: seconds, exponent: exponent)
      }
    }
    for (names, seconds) in [
      ("d day days", 86_400.0), ("w wk wks week weeks", 604_800), ("mo mos month months", 2_592_000),
      ("qtr quarter quarters", 7_776_000), ("y yr yrs year years annum", 31_536_000),
    ] {
      for name in names.split(separator: " ") { add(String(name), [.time, .longTime], numerator: seconds) }
    }
    for (prefix, long, exponent) in [
      ("k", "kilo", 3), ("m", "mega", 6), ("g", "giga", 9), ("t", "tera", 12), ("p", "peta", 15),
      ("e", "exa", 18),
      ("z", "zetta", 21), ("y", "yotta", 24),
    ] {
      add("\(prefix)b", .bytes, exponent: exponent)
      add("\(prefix)bs", .bytes, exponent: exponent)
      add("\(long)byte", .bytes, exponent: exponent)
      add("\(long)bytes", .bytes, exponent: exponent)
      for name in ["\(prefix)bps", "\(prefix)bit", "\(prefix)bits", "\(long)bit", "\(long)bits"] {
        add(name, .bitRate, exponent: exponent)
      }
    }
    add("bps", .bitRate)
    add("bits", .bitRate)
    for (prefix, long, power) in [
      ("k", "kibi", 1), ("m", "mebi", 2), ("g", "gibi", 3), ("t", "tebi", 4), ("p", "pebi", 5),
      ("e", "exbi", 6),
    ] {
      var size = 1.0
      for _ in 0..<power { size *= 1024 }
      for name in ["\(prefix)ib", "\(prefix)i", "\(long)byte", "\(long)bytes"] {
        add(name, .bytes, numerator: size, exponent: 0)
      }
    }
    add(words: "byte bytes", .bytes)
    for (names, exponent) in [
      ("k thousand thousands", 3), ("m million millions mn mm mil mio", 6), ("b billion billions bn bln", 9),
      ("t trillion trillions tn trn", 12), ("quadrillion quadrillions", 15),
    ] {
      for name in names.split(separator: " ") {
        // `m` and `b` keep what they are as units: the reader asks for a scale and a unit in different places.
        let index = index(of: Array(name.utf8))
        if index >= 0, roles[index].contains(.time) {
          add(String(name), .scale)
        } else {
          add(String(name), .scale, exponent: exponent)
        }
      }
    }
    add(words: "percent pct", .percent)
    add(words: "nines", .nines)
    for name in ["cent", "cents"] { add(name, .currency, currency: .cents) }
    for (names, period) in [
      ("annual annually yearly p.a", Period.year), ("quarterly", .quarter), ("monthly", .month),
      ("weekly", .week),
      ("daily", .day), ("hourly", .hour),
    ] {
      for name in names.split(separator: " ") { add(String(name), .period, period: period) }
    }
    for (names, period) in [
      ("s sec second", Period.second), ("m min minute", .minute), ("h hr hour", .hour), ("d day", .day),
      ("w wk week", .week), ("mo mth month", .month), ("qtr quarter", .quarter),
      ("y yr year annum", .year),
    ] {
      for name in names.split(separator: " ") { add(String(name), [], period: period) }
    }
  }

  private mutating func addRates() {
    for (name, exponent) in [
      ("kreq", 3), ("kops", 3), ("kmsg", 3), ("kmsgs", 3), ("mreq", 6), ("mops", 6), ("mmsg", 6),
      ("mmsgs", 6),
    ] {
      add(name, .flowNoun, exponent: exponent)
    }
    add(
      words: """
        req reqs request requests query queries msg msgs message messages event events op ops operation operations tx
        txn txns txs transaction transactions write writes read reads order orders trip trips ride rides tweet tweets
        packet packets pkt pkts connection connections conn conns call calls insert inserts row rows metric metrics
        span spans trace traces job jobs deployment deployments deploy deploys search searches payment payments vote
        votes photo photos stream streams lookup lookups invocation invocations update updates delete deletes hit hits
        login logins post posts upload uploads download downloads view views click clicks record records notification
        notifications push pushes task tasks build builds email emails impression impressions check checks
        prediction predictions inference inferences execution executions commit commits session sessions visit visits
        visitor visitors play plays swipe swipes match matches booking bookings delivery deliveries log logs line lines
        document documents docs point points sample samples datapoint datapoints token tokens image images video videos
        file files object objects page pages pageview pageviews item items alert alerts action actions process
        transfer transfers trade trades bid bids auction auctions signup signups registration registrations
        publish publishes ack acks get gets put puts set sets scan scans
        """, .flowNoun)
    for (names, statistic) in [
      ("avg average averages mean", "avg"), ("median", "p50"), ("max maximum worst", "max"),
      ("minimum", "min"),
      ("min", "min"), ("peak peaks", "peak"), ("total", "total"),
    ] {
      for name in names.split(separator: " ") {
        add(String(name), .statistic, name: statistic)
      }
    }
  }

  private mutating func addNouns() {
    for name in ["DAU", "MAU", "WAU", "CCU"] { add(name, [.userNoun, .population], name: name) }
    add(words: "concurrent active registered paid paying global", .population)
    add(
      words: """
        message messages msg msgs record records event events row rows offset offsets item items entries
        transactions operations writes bytes blocks segments wal files
        """, .backlogNoun)
    add(
      words:
        "traffic requests calls queries sessions orders payments transactions volume streams trips capacity",
      .traffic)
  }

  private mutating func addSubjects() {
    add(words: "latency latencies ttfb ttfr response responsetime delay delays", .latency)
    add(words: "overhead", .latency)
    add(
      words: """
        response query processing load loading execution lookup read write request render rendering service transaction
        access fetch search commit delivery propagation serialization connect serving inference api page wait
        transfer completion checkout prediction indexing scan retrieval evaluation computation compute start
        """, .timed)
    add(words: "time times", .timeWord)
    add(words: "lag lags lagging behind", .lag)
    for (names, role) in [
      ("mttr", "mttr"), ("mttd", "mttd"), ("mtta", "mtta"), ("mtbf", "mtbf"), ("mttf", "mttf"),
      ("mttm", "mttm"),
      ("mtti", "mtti"), ("rto", "rto"), ("rpo", "rpo"),
      ("recovery recover recovered recovers recovering restoration", "recovery"),
      ("detection detect detected detects", "detection"),
      ("failover failovers switchover failback", "failover"),
      ("resolution resolve resolved resolves", "resolution"),
      ("restore restored restores", "restore"), ("rollback rollbacks", "rollback"),
      ("downtime downtimes outage outages unavailability unavailable", "outage"),
      ("mitigation mitigate mitigated", "mitigation"),
    ] {
      for name in names.split(separator: " ") { add(String(name), .recovery, name: role) }
    }
    add(words: "duration", .durationWord)
    add(
      words: """
        timeout timeouts time-out ttl ttls rtt rtts interval intervals retention every window windows backoff heartbeat
        heartbeats keepalive keep-alive keepalives poll polling polls expiry expires expiration expire expired cooldown
        grace lease leases sleep wait waits waiting retry retries deadline ago frequency period periods cadence schedule
        scheduled cycle refresh lookback warmup warm-up linger jitter old age lifetime maxlifetime
        flush batching debounce throttle throttled rotation rotate session sessions round-trip roundtrip
        roundtrips vacation window drain 
        """, .setting)
    add(words: "rate rates ratio ratios", .rate)
    add(
      words: """
        error errors failure failures success successes successful hit hits miss misses failed failing fail fails drop
        drops dropped loss conversion conversions 4xx 5xx 3xx 2xx timeout timeouts retry retries rejection rejections
        rejected succeed succeeded exceptions
        """, .outcome)
    add(words: "availability uptime sla slas slo slos durability reliability available", .availability)
    add(
      words: """
        cpu cpus memory mem disk utilization utilisation usage used utilized utilised load capacity saturation heap
        occupancy full bandwidth swap budget gpu vcpu fill
        """, .utilisation)
    add(words: "ram memory mem heap dram cache", .memory)
    add(words: "disk disks ssd ssds nvme hdd hdds ebs volume volumes", .disk)
    add(words: "impact impacts", .impact)
    add(
      words: """
        affected impacted affecting impacting unable disrupted stranded unreachable offline impacts affects down
        """, .affected)
    add(words: "blast", .blast)
    add(words: "radius", .radius)
    add(words: "data", .data)
    add(words: "loss losses", .loss)
    add(words: "lost", .lost)
    add(words: "zero no none nil without never negligible minimal nothing", .nothing)
    add(
      words: """
        global globally worldwide regional region regions az azs datacenter datacenters zone zones cluster clusters
        multi-region continental national city-wide citywide site-wide sitewide platform-wide company-wide entire all
        single one partial complete full total local localized isolated limited whole multiple
        """, .scope)
    add(words: "saving savings save saved saves reduction", .saving)
    add(words: "revenue arr gmv sales", .revenue)
    add(words: "cost costs price pricing spend budget spending", .cost)
    add(
      words: "possible potential risk possibly high low medium likely unlikely unknown yes expected severe",
      .possible)
    add(
      words: """
        growth sampling sample interest tax discount commission exchange frame refresh bit burn inflation heart
        compression cost expense fullness utilization utilisation fill adoption hiring
        """, .otherRate)
  }

  private mutating func addGlue() {
    add(
      words: """
        is was are were of at to under below over above about around approximately approx roughly nearly almost up down
        less more than exceeds exceed exceeded reached reaches reaching hit hits rose rises risen increased increases
        increasing grew grows dropped drops fell falls jumped jumps spiked spikes spike stays stayed remains remained
        averages averaging averaged target targets targeting typically usually in within after for lasted lasts lasting
        takes took taking goes went climbed went just only still now currently between from by as high low with
        the a an at least most had has have be been stood stands measured observed sustained equals =
        """, .filler)
    add(
      words: """
        of in for with and or per to from by on at as is are was were via vs versus than more fewer after before every
        each less over under out the into onto across between within without while when if then but not only that which
        who during until through because due our their its this these those will would can could should has have had
        be been lower higher better faster slower reduction increase decrease improvement growth drop change spike
        """, .stop)
    add(
      words: """
        reduction increase decrease improvement growth change fewer more less lower higher better faster slower
        spike surge savings discount budget off overhead variance deviation
        """, .change)
    add(words: "per each a an every", .per)
    add(words: "/", .per)
    add(
      words: """
        node step phase stage level layer tier week day month year month option pattern shard replica region zone server
        instance partition broker pod rank group version chapter rule part no number q sprint wave iteration round
        priority severity sev top class type case scenario example figure table section item task worker thread primary
        secondary follower leader member user client peer site rack row column page line batch generation gen age
        attempt retry epoch term offset id port code error status http exit version v az cell slot datacenter dc cluster
        team floor unit 
        """, .ordinal)
    add(words: "http https port status code error exit api errno sqlstate ora rfc", .code)
    add(words: "from", .from)
    add(words: "to", .to)
    add(words: "until", .to)
    add(words: "between", .between)
    add(words: "x", .times)
    add(words: "version v release", .versionWord)
    add(
      words: "a100 h100 h200 v100 a10g b200 p100 k80 t4 l4 l40s a10 gb200 mi300x standard tpu", .accelerator)
  }

  private mutating func addDates() {
    let months = [
      "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
      "september sept sep", "october oct", "november nov", "december dec",
    ]
    for (index, names) in months.enumerated() {
      for name in names.split(separator: " ") { add(String(name), .month, number: index + 1) }
    }
    for (names, hours) in [
      ("utc gmt zulu z", 0.0), ("pst", -8), ("pdt mst", -7), ("mdt cst", -6), ("cdt est", -5), ("edt", -4),
      ("brt", -3),
      ("cet bst wat", 1), ("cest eet", 2), ("msk", 3), ("gst", 4), ("ist", 5.5), ("sgt hkt awst", 8),
      ("jst kst", 9),
      ("aest", 10), ("aedt", 11), ("nzst", 12),
    ] {
      for name in names.split(separator: " ") { add(String(name), .zone, number: Int(hours * 60)) }
    }
    for name in ["pt", "et", "ct", "mt", "local"] { add(name, .zone, number: Vocabulary.noOffset) }
    add(words: "am pm a.m p.m", .halfDay)
    add(words: "early mid late", .partOfYear)
  }

  private mutating func addSources() {
    add(words: "source sources reference references citation citations", .sourceWord)
    add(
      words: """
        blog blogs techblog report reports paper papers talk talks 10-k filing filings earnings conference conferences postmortem
        postmortems post-mortem documentation docs study studies whitepaper whitepapers engineering investor interview
        interviews book survey surveys presentation presentations keynote keynotes github infoq arxiv sigmod vldb osdi
        usenix acm ieee medium youtube press article articles disclosure disclosures indictment analysis research
        publication publications statistics archive archives handbook experience reinvent re_invent kubecon qcon srecon
        summit webinar podcast status s-1 benchmark benchmarks transcript dashboard updates news announcement series
        letter statement guide
        """, .publication)
  }
}
