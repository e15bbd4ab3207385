using System.CommandLine;
using ActorTrading.Node.Composition;
using ActorTrading.Storage.MarketData.Migrations;

namespace ActorTrading.Node.Cli;

/// <summary><c>db upgrade</c>, <c>db current</c>, <c>db history</c> and <c>db downgrade</c>.</summary>
public sealed class DbVerb : IVerb
{
    public Command Build(CliContext cli) => new VerbCommand(
        "db",
        "Look at and change the layout of the market database.",
        "actortrading db current",
        "actortrading db upgrade --dry-run",
        "DB_HOST=db DB_PASSWORD=secret actortrading db upgrade")
    {
        DbUpgrade.Build(cli),
        DbCurrent.Build(cli),
        DbHistory.Build(cli),
        DbDowngrade.Build(cli),
    };

    internal static MarketMigrator Open(CliContext cli, ParseResult parsed) =>
        MarketMigrator.Create(MarketDatabases.OptionsOf(cli.LoadConfiguration(parsed).Options), cli.Time);

    internal static object Shown(Migration migration) => new { number = migration.Number, name = migration.Name };
}
