using ActorTrading.Node.Cli;

IVerb[] verbs =
[
    new NodeVerb(),
    new TrainVerb(),
    new EvaluateVerb(),
    new BacktestVerb(),
    new ReplayVerb(),
    new ScheduleVerb(),
    new BackfillVerb(),
    new MaintainVerb(),
    new FeaturesVerb(),
    new DbVerb(),
    new DataVerb(),
    new SeriesVerb(),
    new ConfigVerb(),
];
return await new CommandLineApp(CliContext.OfProcess(), verbs).RunAsync(args);
