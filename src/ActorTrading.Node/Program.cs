using ActorTrading.Node.Cli;

IVerb[] verbs = [new ConfigVerb()];
return await new CommandLineApp(CliContext.OfProcess(), verbs).RunAsync(args);
