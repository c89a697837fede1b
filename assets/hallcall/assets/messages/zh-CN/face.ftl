# 人脸：照片、特征和模型出了什么问题

error-face-assessment-missing = 在多人中搜索须先做个人信息保护影响评估。请在 [face] 的 impact_assessment 填写评估编号。
error-face-booking-not-today = 此人今天没有预约 { $booking }。
error-face-consent-damaged = 同意记录已损坏：{ $file } 第 { $line } 行。视为无人同意。
error-face-consent-missing = 预约 { $booking } 今天没有同意刷脸的记录。
error-face-day-ended = { $day } 的人脸数据已不存在：当天的密钥已销毁。
error-face-engine-missing = 本机未安装人脸引擎“{ $engine }”，请安装 hallcall 的“{ $extra }”组件。
error-face-engine-unknown = 没有人脸引擎“{ $engine }”。可用：{ $known }
error-face-folder-missing = { $folder } 中没有人像照片。每人一个以其姓名命名的文件夹。
error-face-folder-pairs = { $file } 第 { $line } 行：写法不对。
error-face-guardian-needed = 未满 { $under } 岁须由父母或监护人同意。请用证件办理，或由父母陪同。
error-face-hall-missing = 请在 [face] 的 hall 填写是哪个大厅。
error-face-key-changed = 密钥 { $file } 已损坏，或属于别的大厅或机器。
error-face-key-open = 密钥 { $file } 可被他人读取（权限 { $mode }）。请改为 0400。
error-face-model-licence = 人脸引擎“{ $engine }”使用本单位自备的模型，请在 model_licence 中写明使用该模型所依据的许可。
error-face-none = 照片中没有找到人脸。
error-face-notice-incomplete = 尚未填写人脸信息的处理者。[face] 中缺少：{ $missing }。填写之前不打开摄像头。
error-face-off = 本机未启用人脸比对。
error-face-one-to-many = 人脸引擎“{ $engine }”误认率过高，不能用于在多人中检索，只能一对一比对。
error-face-other-day = 该人脸模板属于 { $stored }，不是 { $present }。
error-face-other-engine = 该人脸特征由另一引擎（{ $stored }）生成，与本机引擎（{ $present }）不能比对，请重新采集。
error-face-other-hall = 该人脸模板属于大厅 { $stored }，不是 { $present }。
error-face-pad-missing = { $file } 是单张照片，动作检测无法判断。请在 [face] 的 pad 中指定一种检测，或录制多帧。
error-face-pad-unknown = 没有活体检测“{ $pad }”。可用：{ $known }
error-face-picture-too-large = 照片过大，最多 { $most } 百万像素。
error-face-picture-too-small = 照片过小，每边至少 { $least } 像素。
error-face-picture-unreadable = 不是照片，或已损坏：{ $file }
error-face-several = 照片中有 { $count } 张人脸，只能有一个人。
error-face-store-failed = 文件夹 { $folder } 无法使用：{ $why }
error-face-template-changed = 该人脸模板被改动过，须重新采集。
error-face-too-few-looks = 人脸照片不足，至少需要 { $least } 张。
error-face-vector = 人脸特征已损坏，请重新采集。
error-face-weights-changed = 人脸模型 { $file } 与发布的不一致，请重新安装。
error-face-weights-missing = 缺少人脸模型 { $file }，请重新安装。

# 有人站在摄像头前时的提示
face-guide-good = 好，请保持不动
face-guide-nobody = 请看摄像头
face-guide-one-person = 请只留一个人
face-guide-closer = 请靠近一点
face-guide-straight = 请正对屏幕
face-guide-more-light = 光线太暗，请稍等
face-guide-less-light = 光线太强，请侧一点
face-guide-hold-still = 请保持不动

# 选用引擎时的告知
face-warning-dlib = dlib 容易把不同的东亚人认成同一人（在其常用阈值下，随机两人有 38% 被认作同一人）。本系统仅用它做一对一比对，并采用严格得多的阈值。建议使用 sface。
face-warning-own-model = 现有阈值由另一模型测得，请用 hallcall bench face --lfw 测量本模型。

# 命令行
cli-help-face = 人脸：比对照片，查看引擎。
cli-help-face-compare = 比对两张照片中的人脸并给出分数。退出码 0 为同一人，1 为不是或不能确定。
cli-help-face-engines = 本机可用哪些人脸引擎，各依何种许可。
cli-help-face-pad-evaluate = 用本单位录制的样本评估：各类攻击有多少通过，真人有多少被拒。
cli-option-face-presentations = 文件夹，内有 bona-fide/ 和 attacks/种类/，或 results.csv
cli-help-bench-face = 测量本机人脸引擎的速度，加 --lfw 还测准确度，输出 JSON。
cli-option-face-one = 一个人的照片
cli-option-face-other = 另一张照片
cli-option-face-engine = 人脸引擎，默认为本机配置文件所选，否则为 sface
cli-option-face-engines = 人脸引擎，可多次给出，默认全部
cli-option-face-card = 第一张是身份证芯片中的小照片
cli-option-face-machine = 含 [face] 一节的本机配置文件
cli-option-face-lfw = 人像照片文件夹，布局同 Labeled Faces in the Wild
cli-option-face-groups = 姓名与群体对照表（CSV）
cli-option-face-no-speed = 不测速度
face-compared = 分数 { $score }。达到 { $accept } 视为同一人：{ $verdict ->
    [yes] 是同一人
    [unsure] 不能确定，请工作人员核对
   *[no] 不是同一人
}。
face-engine = { $name }（{ $id }）：{ $detector }，{ $recogniser }；{ $dim } 维；许可 { $licence }；{ $many ->
    [yes] 可一对一、一对多
   *[no] 仅一对一
}
face-engine-off = { $name }：{ $why }

# 活体检测：做什么，为何未通过，防不住什么
liveness-ask-straight = 请正视前方
liveness-ask-wait = 请继续正视前方
liveness-ask-turn-left = 请慢慢向左转头
liveness-ask-turn-right = 请慢慢向右转头
liveness-ask-blink = 请闭一下眼睛再睁开
liveness-failed-too-late = 时间过长。请再试一次，或找工作人员。
liveness-failed-lost = 刚才没有看到您的脸。请再试一次。
liveness-failed-several = 请单独一人。请再试一次。
liveness-failed-jumped = 画面跳动。请慢慢移动，再试一次。
liveness-failed-wrong-way = 方向反了。请再试一次。
liveness-failed-too-early = 请看到提示后再做。请再试一次。
liveness-failed-other-person = 前后不是同一人。请找工作人员。
liveness-failed-not-live = 请找工作人员。
liveness-limits = 本检测能拦住打印照片、晃动的照片和大多数事先录好的视频；拦不住实时合成的人脸，也拦不住戴在人脸上的面具。本检测未按 ISO/IEC 30107-3 认证。有更高要求时，请加装红外或深度摄像模组，并让工作人员看得到自助机。
