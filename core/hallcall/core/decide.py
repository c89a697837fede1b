"""The one door to the rules: a command and the present state give events, or a refusal. Nothing else happens here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from hallcall.core import (
    advice,
    alarms,
    calling,
    caps,
    classifying,
    closures,
    commands,
    counters,
    emergency,
    guiding,
    issuing,
    leasing,
    pagers,
    paper,
    passing,
    ratings,
    reaching,
    restoring,
    tidal,
)
from hallcall.core.booking import arriving, making, reviewing, strikes
from hallcall.core.call_policy import CallPolicy
from hallcall.core.hall import Hall
from hallcall.core.situation import Outcome, Situation
from hallcall.core.state import HallState

_HANDLERS: dict[type[commands.Command], Callable[[Situation, Any], Outcome]] = {
    commands.IssueTicket: issuing.issue_ticket,
    commands.ChooseNotice: issuing.choose_notice,
    commands.RecordPrint: issuing.record_print,
    commands.CancelTicket: issuing.cancel_ticket,
    commands.ReturnTicket: issuing.return_ticket,
    commands.CallNext: calling.call_next,
    commands.CallChosen: calling.call_chosen,
    commands.Recall: calling.recall,
    commands.PassTicket: passing.pass_ticket,
    commands.StartService: calling.start_service,
    commands.FinishService: calling.finish_service,
    commands.ParkTicket: calling.park_ticket,
    commands.TransferTicket: calling.transfer_ticket,
    commands.RevealVisitor: calling.reveal_visitor,
    commands.OpenCounter: counters.open_counter,
    commands.CloseCounter: counters.close_counter,
    commands.PauseCounter: counters.pause_counter,
    commands.ResumeCounter: counters.resume_counter,
    commands.ConvertCounter: tidal.convert_counter,
    commands.GiveBackCounter: tidal.give_back_counter,
    commands.AskForHelp: guiding.ask_for_help,
    commands.TakeTask: guiding.take_task,
    commands.EscalateTasks: guiding.escalate_tasks,
    commands.ReportDevice: guiding.report_device,
    commands.GivePager: pagers.give_pager,
    commands.TakeBackPager: pagers.take_back_pager,
    commands.ReportPager: pagers.report_pager,
    commands.RecordDelivery: reaching.record_delivery,
    commands.SettleCalls: reaching.settle_calls,
    commands.RateVisit: ratings.rate_visit,
    commands.FollowUpRating: ratings.follow_up_rating,
    commands.CountPeople: guiding.count_people,
    commands.LeaseNumbers: leasing.lease_numbers,
    commands.RecordOffline: leasing.record_offline,
    commands.RecordPaper: paper.record_paper,
    commands.RecordPaperDay: paper.record_paper_day,
    commands.RecordRestore: restoring.record_restore,
    commands.HoldRecords: guiding.hold_records,
    commands.CloseDay: guiding.close_day,
    commands.OpenDay: guiding.open_day,
    commands.WatchQueues: alarms.watch_queues,
    commands.RecordAdvice: advice.record_advice,
    commands.SetDailyCap: caps.set_daily_cap,
    commands.CloseQueue: closures.close_queue,
    commands.ReopenQueue: closures.reopen_queue,
    commands.BeginEmergency: emergency.begin_emergency,
    commands.EndEmergency: emergency.end_emergency,
    commands.ServePassed: passing.serve_passed,
    commands.RecallMe: passing.recall_me,
    commands.DeferTicket: issuing.defer_ticket,
    commands.ReclassifyTicket: classifying.reclassify_ticket,
    commands.ChoosePriority: classifying.choose_priority,
    commands.CorrectQuantity: issuing.correct_quantity,
    commands.MakeBooking: making.make_booking,
    commands.ChangeBooking: making.change_booking,
    commands.CancelBooking: making.cancel_booking,
    commands.CheckIn: arriving.check_in,
    commands.ExcuseStrikes: strikes.excuse_strikes,
    commands.ReviewBookings: reviewing.review_bookings,
}


def decide(hall: Hall, state: HallState, command: commands.Command, now: datetime, policy: CallPolicy) -> Outcome:
    """What ``command`` does to ``state`` at ``now``. Changes nothing itself.

    Args:
        hall: the hall's own data and rules.
        state: the day so far, with the business day of ``now`` opened.
        command: what somebody wants.
        now: aware time.
        policy: who is called before whom.

    Raises:
        Refused: a rule says no.
    """
    at = Situation(hall, state, now, policy)
    return emergency.check_emergency(at, command) or _HANDLERS[type(command)](at, command)
