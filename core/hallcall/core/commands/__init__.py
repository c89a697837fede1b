"""What somebody wants: one frozen value a wish, with one handler each in ``hallcall.core.decide``.

The wire name of a command is in ``COMMANDS``; names are never reused. Commands carry no secret of a person, who is
only an id made by the server's vault, and no time: the engine adds the clock. Only what happened while the server was
away says when, and core holds that to the time in which it can have been.
"""

from __future__ import annotations

from typing import TypeAlias, get_args

from hallcall.core.commands._bookings import (
    BookingCommand,
    CancelBooking,
    ChangeBooking,
    CheckIn,
    ExcuseStrikes,
    MakeBooking,
    ReviewBookings,
)
from hallcall.core.commands._channels import CallReach, Channel, ChannelCommand, Reached, RecordDelivery, SettleCalls
from hallcall.core.commands._counters import (
    CallChosen,
    CallNext,
    CloseCounter,
    ConvertCounter,
    CounterCommand,
    FinishService,
    GiveBackCounter,
    OpenCounter,
    ParkTicket,
    PassTicket,
    PauseCounter,
    Recall,
    ResumeCounter,
    RevealVisitor,
    ServePassed,
    StartService,
)
from hallcall.core.commands._hall import (
    AdviceAnswer,
    AskForHelp,
    BeginEmergency,
    CloseDay,
    CloseQueue,
    ClosureReason,
    CountPeople,
    EndEmergency,
    EscalateTasks,
    HallCommand,
    HoldRecords,
    OpenDay,
    RecordAdvice,
    ReopenQueue,
    ReportDevice,
    SetDailyCap,
    TakeTask,
    TaskId,
    WatchQueues,
)
from hallcall.core.commands._offline import (
    Block,
    KnownNumbers,
    LeaseId,
    LeaseNumbers,
    OfflineCommand,
    PaperVisit,
    RecordOffline,
    RecordPaper,
    RecordPaperDay,
    RecordRestore,
)
from hallcall.core.commands._pagers import (
    GivePager,
    PagerCommand,
    PagerCondition,
    PagerNumber,
    ReportPager,
    TakeBackPager,
)
from hallcall.core.commands._ratings import FollowUpRating, RateVisit, RatingCommand, RatingReason
from hallcall.core.commands._tickets import (
    CancelTicket,
    ChooseNotice,
    ChoosePriority,
    CorrectQuantity,
    DeferTicket,
    IssueTicket,
    RecallMe,
    ReclassifyTicket,
    RecordPrint,
    ReturnTicket,
    TicketCommand,
    TransferTicket,
)

__all__ = [
    "COMMANDS",
    "AdviceAnswer",
    "AskForHelp",
    "BeginEmergency",
    "Block",
    "CallChosen",
    "CallNext",
    "CallReach",
    "CancelBooking",
    "CancelTicket",
    "ChangeBooking",
    "Channel",
    "CheckIn",
    "ChooseNotice",
    "ChoosePriority",
    "CloseCounter",
    "CloseDay",
    "CloseQueue",
    "ClosureReason",
    "Command",
    "ConvertCounter",
    "CorrectQuantity",
    "CountPeople",
    "DeferTicket",
    "EndEmergency",
    "EscalateTasks",
    "ExcuseStrikes",
    "FinishService",
    "FollowUpRating",
    "GiveBackCounter",
    "GivePager",
    "HoldRecords",
    "IssueTicket",
    "KnownNumbers",
    "LeaseId",
    "LeaseNumbers",
    "MakeBooking",
    "OpenCounter",
    "OpenDay",
    "PagerCondition",
    "PagerNumber",
    "PaperVisit",
    "ParkTicket",
    "PassTicket",
    "PauseCounter",
    "RateVisit",
    "RatingReason",
    "Reached",
    "Recall",
    "RecallMe",
    "ReclassifyTicket",
    "RecordAdvice",
    "RecordDelivery",
    "RecordOffline",
    "RecordPaper",
    "RecordPaperDay",
    "RecordPrint",
    "RecordRestore",
    "ReopenQueue",
    "ReportDevice",
    "ReportPager",
    "ResumeCounter",
    "ReturnTicket",
    "RevealVisitor",
    "ReviewBookings",
    "ServePassed",
    "SetDailyCap",
    "SettleCalls",
    "StartService",
    "TakeBackPager",
    "TakeTask",
    "TaskId",
    "TransferTicket",
    "WatchQueues",
]

Command: TypeAlias = (
    TicketCommand
    | CounterCommand
    | OfflineCommand
    | HallCommand
    | BookingCommand
    | PagerCommand
    | ChannelCommand
    | RatingCommand
)

COMMANDS: dict[str, type[Command]] = {command.name: command for command in get_args(Command)}
"""Commands by their wire name."""
